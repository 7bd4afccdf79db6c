import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { Button } from '../../../components/button.tsx'
import { MailFrame } from '../../../components/mail-frame.tsx'
import { Panel } from '../../../components/panel.tsx'
import { Skeleton } from '../../../components/skeleton.tsx'
import type { Customer, TemplatePreview } from '../../../lib/api-types.ts'
import { formatDate } from '../../../lib/time.ts'
import { previewQuery } from './get-preview.ts'

type Person = Pick<Customer, 'id' | 'user_id' | 'name' | 'email'>

interface MailPreviewProps {
  mode: Mode
  templateId: string
  /** What the automation waits for. */
  trigger: string
  name: string
  picker: (person: Person | null, onPick: (person: Person | null) => void) => ReactNode
}

/** A mail as one customer would get it now, or a made-up one. Nothing is sent. */
export function MailPreview({ mode, templateId, trigger, name, picker }: MailPreviewProps) {
  const [person, setPerson] = useState<Person | null>(null)
  const [isChoosing, setIsChoosing] = useState(false)
  const preview = useQuery({
    ...previewQuery({ mode, templateId, trigger, customerId: person?.id ?? null }),
    placeholderData: (before) => before,
  })
  return (
    <Panel title={`The mail “${name}”`}>
      <div className="flex flex-col items-stretch gap-2 px-4 py-3">
        {isChoosing || person ? (
          picker(person, (next) => {
            setPerson(next)
            setIsChoosing(next === null)
          })
        ) : (
          <Button onClick={() => setIsChoosing(true)}>See it as one of your customers</Button>
        )}
        <p className="text-sm text-soft">{whoseWords(person, preview.data?.happenedAt ?? null)} Nothing is sent.</p>
      </div>
      <div>
        {preview.isPending && <Skeleton className="m-4 h-32" />}
        {preview.isError && <p className="px-4 py-3 text-bad">{preview.error.message}</p>}
        {preview.data && <Mail mail={preview.data.mail} />}
      </div>
    </Panel>
  )
}

function whoseWords(person: Person | null, happenedAt: string | null): string {
  if (!person) return 'As a made-up customer would get it.'
  const whose = `As ${person.name ?? person.email ?? 'this customer'}`
  return happenedAt === null
    ? `${whose} would get it; this has not happened to them yet.`
    : `${whose} would have got it on ${formatDate(Date.parse(happenedAt))}, when it last happened.`
}

/** What an event brings along, and a customer alone does not. */
const OF_EVENT = /^(event|invoice|charge|previous)\./

function Mail({ mail }: { mail: TemplatePreview }) {
  const { subject, html, missing, canceled } = mail
  const withEvent = missing.filter((variable) => OF_EVENT.test(variable))
  const lacking = missing.filter((variable) => !OF_EVENT.test(variable))
  return (
    <>
      {withEvent.length > 0 && (
        <p className="px-4 pb-3 text-sm wrap-anywhere text-soft">
          Empty here, as it comes with what happened: {withEvent.join(', ')}.
        </p>
      )}
      {lacking.length > 0 && (
        <p className="bg-warn-wash px-4 py-2 text-sm wrap-anywhere text-warn">
          There is no value for {lacking.join(', ')}.
        </p>
      )}
      {canceled !== null && <p className="px-4 py-3 text-soft">The template would not be sent: {canceled}</p>}
      {html !== null && (
        <>
          <p className="border-y border-line px-4 py-2 font-medium wrap-anywhere">{subject}</p>
          <MailFrame className="h-136 rounded-b-lg" html={html} title={`The mail “${subject ?? ''}”`} />
        </>
      )}
    </>
  )
}
