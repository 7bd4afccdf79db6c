import { type ReactNode, useId } from 'react'
import { useFormContext } from 'react-hook-form'
import type { SettingsForm } from '../settings-form.ts'
import { FieldError, useFieldError } from './field-error.tsx'
import { SettingRow } from './setting-row.tsx'

interface DaysRowProps {
  name: 'access.grace_days' | 'trial_ending_days' | 'mail.frequency_cap_days'
  title: string
  about: string
  standard: number
  max: number
  min: number
  children?: ReactNode
}

/** A setting that counts days. */
export function DaysRow({ name, title, about, standard, min, max, children }: DaysRowProps) {
  const id = useId()
  const error = useFieldError(name)
  const { register } = useFormContext<SettingsForm>()
  return (
    <SettingRow title={<label htmlFor={id}>{title}</label>} about={<span id={`${id}-about`}>{about}</span>}>
      <span className="flex items-center gap-2">
        <input
          id={id}
          type="number"
          inputMode="numeric"
          min={min}
          max={max}
          step={1}
          aria-describedby={`${id}-about ${id}-unit${error ? ` ${id}-error` : ''}`}
          aria-invalid={error ? true : undefined}
          {...register(name, { valueAsNumber: true })}
          className="control w-24 px-2.5 aria-invalid:border-bad"
        />
        <span id={`${id}-unit`} className="text-sm text-soft">
          days <span className="text-faint">(default {standard})</span>
        </span>
      </span>
      {children}
      <FieldError id={`${id}-error`} message={error} />
    </SettingRow>
  )
}
