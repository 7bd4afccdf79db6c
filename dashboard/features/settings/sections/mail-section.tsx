import { useId } from 'react'
import { useController, useFormContext } from 'react-hook-form'
import { DEFAULT_SETTINGS } from '../../../../worker/domain/settings.ts'
import { ChipsInput } from '../../../components/chips-input.tsx'
import { DaysRow } from '../fields/days-row.tsx'
import { FieldError, useFieldError } from '../fields/field-error.tsx'
import { SettingRow } from '../fields/setting-row.tsx'
import { refuseAddress, refuseRecipient } from '../mail-form.ts'
import type { SettingsForm } from '../settings-form.ts'
import { QuietHoursRow } from './quiet-hours-row.tsx'

export function MailSection() {
  return (
    <>
      <TextRow
        name="from"
        title="From"
        about="Who mails are from. Without one the deployment’s own sender is used, where it has one."
        placeholder="Ada of Example <ada@example.com>"
      />
      <TextRow
        name="reply_to"
        title="Reply to"
        about="Where answers go. Without one they go to the sender."
        placeholder="support@example.com"
      />
      <TextRow
        name="postal_address"
        title="Postal address"
        about="Stands at the end of mails; the law asks for it in marketing."
        placeholder={'Example Ltd\n1 Example Street\nVienna'}
        rows={3}
      />
      <TextRow
        name="portal_url"
        title="Billing page"
        about="Where customers see to their payment, such as the login link of Stripe’s customer portal. Mails lead there by links.billing_portal and links.update_payment; without it they have no such button."
        placeholder="https://billing.stripe.com/p/login/…"
      />
      <ChipsRow
        name="allowed_test_recipients"
        title="Recipients in test mode"
        about="In test mode mails leave to these alone: an address, or *@ and a domain for all of it. Live mode sends to everybody."
        refuse={refuseRecipient}
        placeholder="*@example.com"
      />
      <ChipsRow
        name="notices_to"
        title="Notices to"
        about="Who is mailed the first event, and what goes wrong: with the connection, with mails, endpoints and automations. All of it stands under Notices as well."
        refuse={refuseAddress}
        placeholder="you@example.com"
      />
      <DaysRow
        name="mail.frequency_cap_days"
        title="Days between marketing mails"
        about="No customer gets a marketing mail sooner after another. 0: as many as there are. Transactional mails are not counted."
        standard={DEFAULT_SETTINGS.mail.frequency_cap_days}
        min={0}
        max={90}
      />
      <QuietHoursRow />
    </>
  )
}

interface TextRowProps {
  name: 'from' | 'reply_to' | 'postal_address' | 'portal_url'
  title: string
  about: string
  placeholder: string
  /** More than one line. */
  rows?: number
}

function TextRow({ name, title, about, placeholder, rows }: TextRowProps) {
  const id = useId()
  const error = useFieldError(`mail.${name}`)
  const { register } = useFormContext<SettingsForm>()
  const field = {
    ...{ id, placeholder, autoComplete: 'off', 'aria-invalid': error ? true : undefined },
    'aria-describedby': `${id}-about${error ? ` ${id}-error` : ''}`,
    ...register(`mail.${name}`),
  }
  return (
    <SettingRow title={<label htmlFor={id}>{title}</label>} about={<span id={`${id}-about`}>{about}</span>}>
      {rows ? (
        <textarea {...field} rows={rows} className="control h-auto w-full px-2.5 py-1.5 aria-invalid:border-bad" />
      ) : (
        <input {...field} spellCheck={false} className="control w-full px-2.5 aria-invalid:border-bad" />
      )}
      <FieldError id={`${id}-error`} message={error} />
    </SettingRow>
  )
}

interface ChipsRowProps {
  name: 'allowed_test_recipients' | 'notices_to'
  title: string
  about: string
  placeholder: string
  refuse: (text: string) => string | null
}

function ChipsRow({ name, title, about, placeholder, refuse }: ChipsRowProps) {
  const { field } = useController<SettingsForm, `mail.${typeof name}`>({ name: `mail.${name}` })
  return (
    <SettingRow title={title} about={about}>
      <ChipsInput
        label={title.toLowerCase()}
        values={field.value}
        onChange={field.onChange}
        refuse={refuse}
        error={useFieldError(`mail.${name}`)}
        placeholder={placeholder}
      />
    </SettingRow>
  )
}
