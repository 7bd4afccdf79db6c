import type { ComponentProps } from 'react'
import { Field, type FieldProps } from './field.tsx'
import { Select } from './select.tsx'

type SelectFieldProps = FieldProps & Omit<ComponentProps<'select'>, 'id'>

/** A labelled choice whose hint and error are read out with it. */
export function SelectField({ label, hint, error, className, ...rest }: SelectFieldProps) {
  return (
    <Field label={label} hint={hint} error={error} className={className}>
      {(control) => <Select {...control} {...rest} />}
    </Field>
  )
}
