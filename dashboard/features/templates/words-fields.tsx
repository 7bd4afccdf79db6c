import { type ChangeEvent, type ReactNode, type RefObject, useId } from 'react'
import { useWatch } from 'react-hook-form'
import { TextField } from '../../components/text-field.tsx'
import { CodeField } from './code/code-field.tsx'
import type { Editor } from './code/create-editor.ts'
import { useWords } from './languages/use-words.ts'
import type { LiquidProblem } from './liquid-problem.ts'
import type { TemplateForm } from './template-form.ts'

interface WordsFieldsProps {
  /** Null: the default. */
  language: string | null
  /** What the preview says is wrong. */
  problems: readonly LiquidProblem[]
  editors: Record<'html' | 'text', RefObject<Editor | null>>
  onReady: (part: 'html' | 'text') => void
}

const HTML_HINTS: Record<TemplateForm['kind'], string> = {
  mail: 'Liquid: {{ offers variables, | offers filters. Tab leads on.',
  layout: 'What a mail says comes where {% block content %}{% endblock %} stands.',
  snippet: 'Mails render it by its id, with the values that they name.',
}

/** What the mail says in a language. */
export function WordsFields({ language, problems, editors, onReady }: WordsFieldsProps) {
  const kind = useWatch<TemplateForm, 'kind'>({ name: 'kind' })
  const { words, change, errorOf, nameOf } = useWords(language)
  const problemOf = (part: LiquidProblem['part']) =>
    problems.find((one) => one.part === part && one.language === language) ?? null
  const lineOf = (part: 'html' | 'text') => {
    const problem = problemOf(part)
    return problem && !problem.elsewhere ? problem.line : null
  }
  const line = (part: 'subject' | 'preheader') => ({
    ...{ autoComplete: 'off', name: nameOf(part), 'data-part': part, value: words[part] },
    error: errorOf(part) ?? problemOf(part)?.message ?? null,
    onChange: (event: ChangeEvent<HTMLInputElement>) => change({ [part]: event.target.value }),
  })
  const code = (part: 'html' | 'text') => ({
    ...{ error: errorOf(part), problemLine: lineOf(part), value: words[part], editor: editors[part] },
    onChange: (text: string) => change({ [part]: text }),
    onReady: () => onReady(part),
  })
  return (
    <div className="flex flex-col gap-4 px-4 py-4">
      {kind === 'mail' && (
        <>
          <TextField label="Subject" {...line('subject')} />
          <TextField label="Preheader" hint="What inboxes show behind the subject." {...line('preheader')} />
        </>
      )}
      <CodeField label="HTML" hint={HTML_HINTS[kind]} {...code('html')} />
      {kind === 'mail' && (
        <TextChoice isOwn={words.ownText} onChange={(ownText) => change({ ownText })}>
          <CodeField label="Text" {...code('text')} />
        </TextChoice>
      )}
    </div>
  )
}

interface TextChoiceProps {
  isOwn: boolean
  onChange: (isOwn: boolean) => void
  /** The field of its own text. */
  children: ReactNode
}

function TextChoice({ isOwn, onChange, children }: TextChoiceProps) {
  const id = useId()
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 text-sm font-medium">Text part</legend>
      {[
        { value: false, label: 'Made from the HTML' },
        { value: true, label: 'My own' },
      ].map(({ value, label }) => (
        <label key={label} className="flex min-h-6 items-center gap-2">
          <input type="radio" name={id} checked={isOwn === value} onChange={() => onChange(value)} className="size-4" />
          {label}
        </label>
      ))}
      {isOwn && children}
    </fieldset>
  )
}
