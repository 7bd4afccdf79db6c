import { Link } from '@tanstack/react-router'
import { clsx } from 'clsx'
import { useState } from 'react'
import type { Mode } from '../../../worker/domain/ids.ts'
import { MailFrame } from '../../components/mail-frame.tsx'
import { ScrollBox } from '../../components/scroll-box.tsx'
import { TEXT_LINK } from '../../components/text-link.ts'
import type { OutboxMail } from '../../lib/api-types.ts'
import { mailHeaders } from './mail-source.ts'

const PARTS = ['HTML', 'Text', 'Headers', 'Source'] as const
type Part = (typeof PARTS)[number]

const PRE = 'h-140 px-4 py-3 break-words whitespace-pre-wrap'

/** One mail, as it would have arrived. */
export function MailView({ mode, mail }: { mode: Mode; mail: OutboxMail }) {
  const [part, setPart] = useState<Part>('HTML')
  const delivery: string = `/${mode}/deliveries/${mail.delivery}`
  return (
    <article aria-label="Mail" className="min-w-0 border-line lg:border-l">
      <header className="border-b border-line px-4 py-3">
        <h2 className="text-md font-semibold break-words">{mail.subject}</h2>
        <p className="text-sm break-words text-soft">
          {mail.from} → {mail.to} ·{' '}
          <Link to={delivery} className={TEXT_LINK}>
            the delivery
          </Link>
        </p>
      </header>
      <fieldset aria-label="Part of the mail" className="flex flex-wrap gap-1 border-b border-line px-3 py-1.5">
        {PARTS.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={one === part}
            onClick={() => setPart(one)}
            className={clsx(
              'h-7 rounded-md px-2.5 text-sm font-medium',
              one === part ? 'bg-ink text-paper' : 'text-soft hover:bg-sunken hover:text-ink',
            )}
          >
            {one}
          </button>
        ))}
      </fieldset>
      {part === 'HTML' && <MailFrame html={mail.html} title="The mail" className="h-140" />}
      {(part === 'Text' || part === 'Source') && (
        <ScrollBox label={part} className={PRE}>
          {part === 'Text' ? mail.text : mail.html}
        </ScrollBox>
      )}
      {part === 'Headers' && (
        <dl className="grid grid-cols-[minmax(6rem,max-content)_minmax(0,1fr)] gap-x-4 gap-y-1.5 px-4 py-3 text-sm">
          {mailHeaders(mail).map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-faint">{name}</dt>
              <dd className="font-mono text-xs leading-5 break-all">{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </article>
  )
}
