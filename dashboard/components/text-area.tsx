import type { ComponentProps } from 'react'
import { Field, type FieldProps } from './field.tsx'

type TextAreaProps = FieldProps & Omit<ComponentProps<'textarea'>, 'id'>

/** A labelled field for code of several lines, whose hint and error are read out with it. */
export function TextArea({ label, hint, error, className, ...rest }: TextAreaProps) {
  return (
    <Field label={label} hint={hint} error={error} className={className}>
      {(control) => (
        <textarea
          spellCheck={false}
          autoComplete="off"
          {...control}
          {...rest}
          className="w-full rounded-md border border-line-strong bg-surface px-3 py-2 font-mono text-xs leading-5 aria-invalid:border-bad"
        />
      )}
    </Field>
  )
}
