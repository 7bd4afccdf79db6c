import { MailFrame } from '../../../components/mail-frame.tsx'
import { ProblemNote } from '../../../components/problem-note.tsx'
import type { Simulation } from '../../../lib/api-types.ts'

interface ResultMailsProps {
  mails: Simulation['mails']
  runs: Simulation['runs']
}

/** Each as its reader would see it; in place of one that cannot be written, why. */
export function ResultMails({ mails, runs }: ResultMailsProps) {
  const nameOf = (id: string | null) => runs.find(({ automation }) => automation.id === id)?.automation.name
  return (
    <ul className="flex flex-col gap-4">
      {mails.map(({ to, subject, html, text, error, held, automation }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two mails may be alike, and the list does not change
        <li key={index} className="flex min-w-0 flex-col gap-2">
          <div>
            {subject !== null && <p className="font-medium break-words">{subject}</p>}
            <p className="text-sm break-words text-soft">
              To {to}
              {nameOf(automation) && `, by ${nameOf(automation)}`}
            </p>
            {held && <p className="text-sm break-words text-soft">It would be kept back: {held.message}</p>}
          </div>
          {error && (
            <ProblemNote title="This mail cannot be written">
              <p>{error.message}</p>
            </ProblemNote>
          )}
          {html !== null && (
            <MailFrame title={`Mail: ${subject ?? ''}`} html={html} className="h-120 rounded-md border border-line" />
          )}
          {text !== null && (
            <details>
              <summary className="w-fit cursor-pointer text-sm text-soft">As text</summary>
              <pre className="mt-1 rounded-md bg-sunken px-3 py-2 font-mono text-xs wrap-anywhere whitespace-pre-wrap">
                {text}
              </pre>
            </details>
          )}
        </li>
      ))}
    </ul>
  )
}
