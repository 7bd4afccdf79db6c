import { type RefObject, useId } from 'react'
import { useController, useFormContext, useWatch } from 'react-hook-form'
import { TextField } from '../../components/text-field.tsx'
import { CodeField } from './code/code-field.tsx'
import type { Editor } from './code/create-editor.ts'
import type { LiquidProblem } from './liquid-problem.ts'
import type { TemplateForm } from './template-form.ts'

interface WordsFieldsProps {
  /** What the preview says is wrong. */
  problems: readonly LiquidProblem[]
  editors: Record<'html' | 'text', RefObject<Editor | null>>
}

const HTML_HINTS: Record<TemplateForm['kind'], string> = {
  mail: 'Liquid: {{ offers variables, | offers filters. Tab leads on.',
  layout: 'What a mail says comes where {% block content %}{% endblock %} stands.',
  snippet: 'Mails render it by its id, with the values that they name.',
}

/** What the mail says. */
export function WordsFields({ problems, editors }: WordsFieldsProps) {
  const { register, formState } = useFormContext<TemplateForm>()
  const { errors } = formState
  const kind = useWatch<TemplateForm, 'kind'>({ name: 'kind' })
  const html = useController<TemplateForm, 'html'>({ name: 'html' })
  const problemOf = (part: LiquidProblem['part']) => problems.find((one) => one.part === part) ?? null
  const lineOf = (part: 'html' | 'text') => {
    const problem = problemOf(part)
    return problem && !problem.elsewhere ? problem.line : null
  }
  return (
    <div className="flex flex-col gap-4 px-4 py-4">
      {kind === 'mail' && (
        <>
          <TextField
            label="Subject"
            autoComplete="off"
            error={errors.subject?.message ?? problemOf('subject')?.message ?? null}
            {...register('subject')}
          />
          <TextField
            label="Preheader"
            hint="What inboxes show behind the subject."
            autoComplete="off"
            error={errors.preheader?.message ?? problemOf('preheader')?.message ?? null}
            {...register('preheader')}
          />
        </>
      )}
      <CodeField
        label="HTML"
        hint={HTML_HINTS[kind]}
        error={errors.html?.message ?? null}
        problemLine={lineOf('html')}
        value={html.field.value}
        onChange={html.field.onChange}
        editor={editors.html}
      />
      {kind === 'mail' && <TextPart editor={editors.text} problemLine={lineOf('text')} />}
    </div>
  )
}

function TextPart({ editor, problemLine }: { editor: RefObject<Editor | null>; problemLine: number | null }) {
  const id = useId()
  const own = useController<TemplateForm, 'ownText'>({ name: 'ownText' })
  const text = useController<TemplateForm, 'text'>({ name: 'text' })
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 text-sm font-medium">Text part</legend>
      {[
        { value: false, label: 'Made from the HTML' },
        { value: true, label: 'My own' },
      ].map(({ value, label }) => (
        <label key={label} className="flex min-h-6 items-center gap-2">
          <input
            type="radio"
            name={id}
            checked={own.field.value === value}
            onChange={() => own.field.onChange(value)}
            className="size-4"
          />
          {label}
        </label>
      ))}
      {own.field.value && (
        <CodeField
          label="Text"
          error={text.fieldState.error?.message ?? null}
          problemLine={problemLine}
          value={text.field.value}
          onChange={text.field.onChange}
          editor={editor}
        />
      )}
    </fieldset>
  )
}
