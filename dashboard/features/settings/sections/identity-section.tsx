import { useId } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import { DEFAULT_SETTINGS } from '../../../../worker/domain/settings.ts'
import { ChoiceRow } from '../fields/choice-row.tsx'
import { DefaultMark } from '../fields/default-mark.tsx'
import { FieldError, useFieldError } from '../fields/field-error.tsx'
import { SettingRow } from '../fields/setting-row.tsx'
import type { SettingsForm } from '../settings-form.ts'

const KINDS = [
  { value: 'user', label: 'A person', note: 'Each payer is one user of yours.' },
  { value: 'account', label: 'An account', note: 'A payer is a company or team with several users.' },
]

export function IdentitySection() {
  return (
    <>
      <ChoiceRow
        name="identity.kind"
        title="A Stripe customer is"
        about="Whom a payer stands for; customers that are made from now on are of this kind."
        choices={KINDS}
        standard={DEFAULT_SETTINGS.identity.kind}
      />
      <MetadataKeyRow />
      <CreateUnknownRow />
      <MatchOrder />
    </>
  )
}

function MetadataKeyRow() {
  const id = useId()
  const error = useFieldError('identity.metadata_key')
  const { register } = useFormContext<SettingsForm>()
  return (
    <SettingRow
      title={<label htmlFor={id}>Metadata key with your own id</label>}
      about={
        <span id={`${id}-about`}>
          The name under which you write your user’s or account’s id into Stripe’s metadata. It is read from the
          subscription first, then from the Stripe customer.
        </span>
      }
    >
      <input
        id={id}
        placeholder="user_id"
        autoComplete="off"
        spellCheck={false}
        aria-describedby={`${id}-about ${id}-default${error ? ` ${id}-error` : ''}`}
        aria-invalid={error ? true : undefined}
        {...register('identity.metadata_key')}
        className="control w-full max-w-72 px-2.5 font-mono aria-invalid:border-bad"
      />
      <p id={`${id}-default`} className="text-xs text-faint">
        Default: none, nothing is read.
      </p>
      <FieldError id={`${id}-error`} message={error} />
    </SettingRow>
  )
}

function CreateUnknownRow() {
  const id = useId()
  const { register } = useFormContext<SettingsForm>()
  return (
    <SettingRow
      title="Unknown Stripe customers"
      about={<span id={`${id}-about`}>What happens when an event is about somebody whom nothing here matches.</span>}
    >
      <label className="flex min-h-6 items-start gap-2">
        <input
          type="checkbox"
          aria-describedby={`${id}-about`}
          {...register('identity.create_unknown')}
          className="mt-0.75 size-4 shrink-0"
        />
        <span className="min-w-0">
          <span className="inline-flex flex-wrap items-center gap-x-2">
            Create a customer
            <DefaultMark />
          </span>
          <span className="block text-sm text-soft">Off: its events wait until somebody says whose they are.</span>
        </span>
      </label>
    </SettingRow>
  )
}

/** The order in which an event finds its customer, as it is with the present choices. */
function MatchOrder() {
  const { metadata_key: key, create_unknown: creates } = useWatch<SettingsForm, 'identity'>({ name: 'identity' })
  return (
    <SettingRow title="How an event finds its customer" about="The first of these that fits decides.">
      <ol className="list-decimal space-y-1 pl-5 text-sm text-soft marker:text-faint">
        <li>The customer that holds the Stripe customer’s id.</li>
        {key.trim() !== '' && (
          <li>
            The customer whose own id stands in <code className="font-mono break-all text-ink">{key.trim()}</code>.
          </li>
        )}
        <li>The only customer with the same e-mail address; two of them, and the event waits for a decision.</li>
        <li>{creates ? 'Otherwise a new customer is made.' : 'Otherwise the event waits for a decision.'}</li>
      </ol>
    </SettingRow>
  )
}
