import { clsx } from 'clsx'
import { type ReactNode, useId } from 'react'
import { type FieldPath, useFormContext } from 'react-hook-form'
import type { SettingsForm } from '../settings-form.ts'
import { DefaultMark } from './default-mark.tsx'
import { FieldError, useFieldError } from './field-error.tsx'
import { SettingRow } from './setting-row.tsx'

export interface Choice {
  value: string
  label: string
  /** What it means, where the label does not say it all. */
  note?: string
}

interface ChoiceRowProps {
  name: FieldPath<SettingsForm>
  title: string
  about: string
  choices: readonly Choice[]
  /** The value in force where nobody chose. */
  standard: string
  /** Stands below the choices: what the present one does, or what others do. */
  children?: ReactNode
}

/** A setting with a few values, as radio buttons. */
export function ChoiceRow({ name, title, about, choices, standard, children }: ChoiceRowProps) {
  const id = useId()
  const error = useFieldError(name)
  const { register } = useFormContext<SettingsForm>()
  const hasNotes = choices.some(({ note }) => note)
  return (
    <SettingRow title={<span id={`${id}-title`}>{title}</span>} about={<span id={`${id}-about`}>{about}</span>}>
      <div
        role="radiogroup"
        aria-labelledby={`${id}-title`}
        aria-describedby={`${id}-about${error ? ` ${id}-error` : ''}`}
        data-invalid={error ? true : undefined}
        className={clsx('flex gap-x-5 gap-y-2', hasNotes ? 'flex-col' : 'flex-wrap')}
      >
        {choices.map(({ value, label, note }) => (
          <label key={value} className="flex min-h-6 items-start gap-2">
            <input type="radio" value={value} {...register(name)} className="mt-0.75 size-4 shrink-0" />
            <span className="min-w-0">
              <span className="inline-flex flex-wrap items-center gap-x-2">
                {label}
                {value === standard && <DefaultMark />}
              </span>
              {note && <span className="block text-sm text-soft">{note}</span>}
            </span>
          </label>
        ))}
      </div>
      {children}
      <FieldError id={`${id}-error`} message={error} />
    </SettingRow>
  )
}
