import { useController } from 'react-hook-form'
import { DEFAULT_SETTINGS } from '../../../../worker/domain/settings.ts'
import { ChipsInput } from '../../../components/chips-input.tsx'
import { readDays, refuseDays } from '../days-list.ts'
import { DaysRow } from '../fields/days-row.tsx'
import { useFieldError } from '../fields/field-error.tsx'
import { SettingRow } from '../fields/setting-row.tsx'
import type { SettingsForm } from '../settings-form.ts'

export function RemindersSection() {
  return (
    <>
      <RenewalDaysRow />
      <DaysRow
        name="trial_ending_days"
        title="Days before a trial ends"
        about="How long before its end a trial counts as ending."
        standard={DEFAULT_SETTINGS.trial_ending_days}
        min={0}
        max={90}
      />
    </>
  )
}

function RenewalDaysRow() {
  const { field } = useController<SettingsForm, 'renewal_days'>({ name: 'renewal_days' })
  const error = useFieldError('renewal_days')
  return (
    <SettingRow
      title="Days before a renewal"
      about="So many days before each renewal a reminder may start; several numbers mean several reminders."
    >
      <ChipsInput
        label="days before a renewal"
        values={field.value.map(String)}
        onChange={(values) => field.onChange(readDays(values))}
        refuse={refuseDays}
        error={error}
        inputMode="numeric"
        placeholder="7"
      />
      <p className="text-xs text-faint">Default: {DEFAULT_SETTINGS.renewal_days.join(', ')}</p>
    </SettingRow>
  )
}
