import { useState } from 'react'
import { JsonTree } from '../../components/json-tree.tsx'
import { MailFrame } from '../../components/mail-frame.tsx'
import { Panel } from '../../components/panel.tsx'
import type { DeliveryDetail } from '../../lib/api-types.ts'

type Message = NonNullable<DeliveryDetail['message']>

const VIEWS = { html: 'HTML', text: 'Text', headers: 'Headers' } as const
type View = keyof typeof VIEWS

/** Exactly what was sent. */
export function DeliveryMessage({ delivery }: { delivery: DeliveryDetail }) {
  const { message, body, channel } = delivery
  if (message) return <MailMessage message={message} />
  return (
    <Panel title={channel === 'mail' ? 'Message' : 'Body'}>
      {body ? (
        <JsonTree value={body} isOpen={() => true} />
      ) : (
        <p className="px-4 py-4 text-soft">
          {channel === 'mail' ? 'It is put together when it is sent; this one was not.' : 'It has no body.'}
        </p>
      )}
    </Panel>
  )
}

function MailMessage({ message }: { message: Message }) {
  const [view, setView] = useState<View>('html')
  return (
    <Panel
      title="Message"
      aside={
        <fieldset aria-label="View" className="flex gap-1">
          {Object.entries(VIEWS).map(([one, label]) => (
            <button
              key={one}
              type="button"
              aria-pressed={one === view}
              onClick={() => setView(one as View)}
              className="h-7 rounded-md px-2 text-xs font-medium text-soft hover:text-ink aria-pressed:bg-sunken aria-pressed:text-ink"
            >
              {label}
            </button>
          ))}
        </fieldset>
      }
    >
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 border-b border-line px-4 py-3 text-sm">
        <Line name="Subject" value={message.subject} />
        <Line name="From" value={message.from} />
        <Line name="To" value={message.to} />
        {message.reply_to && <Line name="Reply to" value={message.reply_to} />}
      </dl>
      {view === 'html' && (
        <MailFrame className="h-136 rounded-b-lg" html={message.html} title={`The mail “${message.subject}”`} />
      )}
      {view === 'text' && (
        <pre className="max-h-[36rem] overflow-auto px-4 py-4 font-mono text-xs whitespace-pre-wrap wrap-anywhere">
          {message.text}
        </pre>
      )}
      {view === 'headers' && <Headers headers={message.headers} />}
    </Panel>
  )
}

function Headers({ headers }: { headers: Message['headers'] }) {
  const all = Object.entries(headers)
  if (all.length === 0)
    return <p className="px-4 py-4 text-soft">No headers of its own: only those that every mail has.</p>
  return (
    <dl className="flex flex-col gap-2 px-4 py-4 text-sm">
      {all.map(([name, value]) => (
        <div key={name}>
          <dt className="text-xs text-faint">{name}</dt>
          <dd className="font-mono text-xs wrap-anywhere">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Line({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt className="text-faint">{name}</dt>
      <dd className="wrap-anywhere">{value}</dd>
    </>
  )
}
