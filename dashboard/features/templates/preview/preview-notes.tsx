import { CircleAlert, TriangleAlert } from 'lucide-react'
import type { TemplateWarning } from '../../../lib/api-types.ts'
import { languageWords } from '../../../lib/language-words.ts'
import { type Place as PlaceInWords, placeWords, templateProblems } from '../liquid-problem.ts'
import type { Preview } from './use-preview.ts'

interface PreviewNotesProps {
  preview: Preview
  required: readonly string[]
  onGo: (place: PlaceInWords) => void
}

const GO = 'rounded-sm text-left font-medium underline underline-offset-2'

/** What keeps the mail from being made, or is doubtful about it. */
export function PreviewNotes({ preview, required, onGo }: PreviewNotesProps) {
  const { shown, error, stale } = preview
  const problems = templateProblems(error)
  return (
    <div role="status" className="empty:hidden">
      {error && (
        <ul
          aria-label="What is wrong"
          className="flex flex-col gap-1.5 border-b border-line bg-bad-wash px-4 py-2.5 text-sm"
        >
          {problems.length === 0 && <Note icon="bad">{error.message}</Note>}
          {problems.map((problem) => {
            const { field, language, part, line, column, message } = problem
            const place = placeWords(problem)
            return (
              <Note key={`${field} ${line} ${column} ${message}`} icon="bad">
                {place && line !== null && column !== null && (
                  <button type="button" onClick={() => onGo({ language, part, line, column })} className={GO}>
                    {place}
                  </button>
                )}
                {place && ': '}
                {message}
              </Note>
            )
          })}
          {shown?.html != null && <li className="text-xs text-soft">Below is how it was before, in grey.</li>}
        </ul>
      )}
      {!stale && shown && <Doubts shown={shown} required={required} onGo={onGo} />}
    </div>
  )
}

function Doubts({
  shown: { missing, canceled, warnings },
  required,
  onGo,
}: { shown: NonNullable<Preview['shown']> } & Pick<PreviewNotesProps, 'required' | 'onGo'>) {
  const lacking = missing.filter((variable) => required.includes(variable))
  const blank = missing.filter((variable) => !required.includes(variable))
  if (canceled === null && missing.length === 0 && warnings.length === 0) return null
  return (
    <ul
      aria-label="What to look at"
      className="flex flex-col gap-1.5 border-b border-line bg-warn-wash px-4 py-2.5 text-sm"
    >
      {canceled !== null && <Note icon="warn">The template sends no mail here: {canceled}</Note>}
      {lacking.length > 0 && (
        <Note icon="warn">
          Not sent to them: <Names names={lacking} /> {lacking.length === 1 ? 'is' : 'are'} required and without a
          value.
        </Note>
      )}
      {blank.length > 0 && (
        <Note icon="warn">
          Blank for them: <Names names={blank} />. Give a default, or ask with if.
        </Note>
      )}
      {warnings.map((warning) => (
        <Note key={`${warning.code} ${warning.language} ${warning.part} ${warning.line} ${warning.column}`} icon="warn">
          {warning.line !== null && warning.column !== null && warning.file === null && (
            <>
              <Place warning={warning} onGo={onGo} />:{' '}
            </>
          )}
          {warning.language !== null && warning.line === null && `${languageWords(warning.language)}: `}
          {warning.message}
        </Note>
      ))}
    </ul>
  )
}

function Place({
  warning: { language, part, line, column },
  onGo,
}: { warning: TemplateWarning } & Pick<PreviewNotesProps, 'onGo'>) {
  if (line === null || column === null) return null
  return (
    <button type="button" onClick={() => onGo({ language, part, line, column })} className={GO}>
      {placeWords({ language, part, line, column, elsewhere: false }) ?? `Line ${line}, column ${column}`}
    </button>
  )
}

function Names({ names }: { names: readonly string[] }) {
  return <code className="font-mono text-xs break-all">{names.join(', ')}</code>
}

function Note({ icon, children }: { icon: 'bad' | 'warn'; children: React.ReactNode }) {
  const Icon = icon === 'bad' ? CircleAlert : TriangleAlert
  return (
    <li className="flex gap-2">
      <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${icon === 'bad' ? 'text-bad' : 'text-warn'}`} />
      <span className="min-w-0 break-words">{children}</span>
    </li>
  )
}
