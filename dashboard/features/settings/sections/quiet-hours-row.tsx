import { useId } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import { Select } from '../../../components/select.tsx'
import { FieldError, useFieldError } from '../fields/field-error.tsx'
import { SettingRow } from '../fields/setting-row.tsx'
import type { SettingsForm } from '../settings-form.ts'

const HOURS = Array.from({ length: 24 }, (_, hour) => hour)
const ZONES = Intl.supportedValuesOf('timeZone')

/** The hours of the day in which no marketing mail leaves. */
export function QuietHoursRow() {
  const id = useId()
  const error = useFieldError('mail.quiet_hours')
  const { register } = useFormContext<SettingsForm>()
  const on = useWatch<SettingsForm, 'mail.quiet'>({ name: 'mail.quiet' })
  return (
    <SettingRow
      title="Quiet hours"
      about={
        <span id={`${id}-about`}>Marketing mails of these hours wait for their end. Transactional ones do not.</span>
      }
    >
      <label className="flex min-h-6 items-center gap-2">
        <input
          type="checkbox"
          aria-describedby={`${id}-about`}
          {...register('mail.quiet')}
          className="size-4 shrink-0"
        />
        Keep quiet hours
      </label>
      {on && (
        <div className="flex flex-wrap items-center gap-2">
          <Hour label="Quiet from" name="from" />
          <span className="text-sm text-soft">to</span>
          <Hour label="Quiet to" name="to" />
          <input
            aria-label="Time zone of quiet hours"
            aria-invalid={error ? true : undefined}
            aria-describedby={error ? `${id}-error` : undefined}
            list={`${id}-zones`}
            autoComplete="off"
            spellCheck={false}
            {...register('mail.quiet_hours.time_zone')}
            className="control w-52 max-w-full px-2.5 aria-invalid:border-bad"
          />
          <datalist id={`${id}-zones`}>
            {ZONES.map((zone) => (
              <option key={zone} value={zone} />
            ))}
          </datalist>
        </div>
      )}
      <FieldError id={`${id}-error`} message={error} />
    </SettingRow>
  )
}

function Hour({ label, name }: { label: string; name: 'from' | 'to' }) {
  const { register } = useFormContext<SettingsForm>()
  return (
    <Select aria-label={label} {...register(`mail.quiet_hours.${name}`, { valueAsNumber: true })}>
      {HOURS.map((hour) => (
        <option key={hour} value={hour}>
          {String(hour).padStart(2, '0')}:00
        </option>
      ))}
    </Select>
  )
}
