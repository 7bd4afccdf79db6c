import { queryOptions, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { SETTLED } from '../../../../worker/domain/delivery/delivery.ts'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { Button } from '../../../components/button.tsx'
import { Modal } from '../../../components/modal.tsx'
import { MODAL_ACTIONS } from '../../../components/modal-actions.ts'
import { ProblemNote } from '../../../components/problem-note.tsx'
import { SelectField } from '../../../components/select-field.tsx'
import { TextField } from '../../../components/text-field.tsx'
import { TEXT_LINK } from '../../../components/text-link.ts'
import { callApi } from '../../../lib/api.ts'
import { fieldError } from '../../../lib/api-error.ts'
import type { DeliveryDetail, Template } from '../../../lib/api-types.ts'
import { languageWords } from '../../../lib/language-words.ts'
import { readChoice, writeChoice } from '../../../lib/stored-choice.ts'
import { useTestSend } from '../change-templates.ts'
import { placeWords, templateProblems } from '../liquid-problem.ts'
import type { CustomerHead } from '../preview/customer-head.ts'

interface TestSendDialogProps {
  mode: Mode
  template: Template
  customer: CustomerHead | null
  /** That it is sent in unless another is chosen; null: the default. */
  language: string | null
  hasOutbox: boolean
  onClose: () => void
}

const POLL_MS = 1_000
const THEIRS = 'theirs'
const DEFAULT = 'default'

/** Sends the draft to one address, and says what came of it. */
export function TestSendDialog({
  mode,
  template,
  customer,
  language: written,
  hasOutbox,
  onClose,
}: TestSendDialogProps) {
  const [to, setTo] = useState(readChoice('test-address') ?? '')
  const [asCustomer, setAsCustomer] = useState(customer !== null)
  const [language, setLanguage] = useState(written ?? DEFAULT)
  const tags = Object.keys(template.variants)
  const send = useTestSend(mode, template.id)
  const toError = fieldError(send.error, '/to')
  const [problem] = templateProblems(send.error)
  const place = problem && placeWords(problem)
  const field = useRef<HTMLInputElement>(null)

  useEffect(() => {
    if (fieldError(send.error, '/to')) field.current?.focus()
  }, [send.error])

  function submit(event: FormEvent) {
    event.preventDefault()
    if (send.isPending) return
    writeChoice('test-address', to.trim())
    send.mutate({
      to: to.trim(),
      ...(customer && asCustomer && { customer: customer.id }),
      ...(language !== THEIRS && { language: language === DEFAULT ? null : language }),
    })
  }

  return (
    <Modal title="Send a test" onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <div className="flex flex-col gap-4 px-4 py-4">
          <p className="text-soft">The draft, marked [Test] in its subject.</p>
          {customer && (
            <label className="flex items-start gap-2">
              <input
                type="checkbox"
                checked={asCustomer}
                onChange={(event) => setAsCustomer(event.target.checked)}
                className="mt-0.75 size-4 shrink-0"
              />
              <span>
                With the values of {customer.name ?? customer.email ?? customer.id}
                <span className="block text-sm text-soft">
                  Nothing happened to them just now, so what an event brings has no value. Otherwise all is made up.
                </span>
              </span>
            </label>
          )}
          {tags.length > 0 && (
            <SelectField label="Language" value={language} onChange={(event) => setLanguage(event.target.value)}>
              <option value={THEIRS}>As whoever it shows reads</option>
              <option value={DEFAULT}>Default</option>
              {tags.map((tag) => (
                <option key={tag} value={tag}>
                  {languageWords(tag)} ({tag})
                </option>
              ))}
            </SelectField>
          )}
          <TextField
            ref={field}
            label="To"
            type="email"
            autoComplete="email"
            error={toError}
            value={to}
            onChange={(event) => setTo(event.target.value)}
          />
          {send.isError && !toError && (
            <ProblemNote title="It was not sent" error={send.error}>
              <p className="text-soft">
                {place && `${place}: `}
                {problem?.message ?? send.error.message}
              </p>
            </ProblemNote>
          )}
          {send.data && <Outcome mode={mode} sent={send.data} hasOutbox={hasOutbox} />}
        </div>
        <div className={MODAL_ACTIONS}>
          <Button onClick={onClose}>Close</Button>
          <Button type="submit" look="primary" busy={send.isPending} disabled={to.trim() === ''}>
            {send.data ? 'Send again' : 'Send the test'}
          </Button>
        </div>
      </form>
    </Modal>
  )
}

function deliveryQuery(mode: Mode, id: string) {
  return queryOptions({
    queryKey: ['test-delivery', mode, id],
    queryFn: ({ signal }) => callApi<DeliveryDetail>(`/api/v1/deliveries/${encodeURIComponent(id)}`, { mode, signal }),
    refetchInterval: ({ state }) => (state.data && SETTLED.includes(state.data.status) ? false : POLL_MS),
    // What follows its making takes a moment to be readable.
    retry: 3,
  })
}

const GOOD = ['sent', 'delivered']

function Outcome({ mode, sent, hasOutbox }: { mode: Mode; sent: DeliveryDetail; hasOutbox: boolean }) {
  const { data = sent } = useQuery(deliveryQuery(mode, sent.id))
  const settled = SETTLED.includes(data.status)
  const delivery: string = `/${mode}/deliveries/${sent.id}`
  return (
    <div role="status" className="rounded-md bg-sunken px-3.5 py-3">
      <p className="font-medium">
        {settled
          ? GOOD.includes(data.status)
            ? 'It has left.'
            : `It did not leave: ${data.status}.`
          : 'It is on its way…'}
      </p>
      {data.reason && <p className="text-soft">{data.reason}</p>}
      <p className="mt-1 flex flex-wrap gap-x-4 text-sm">
        <Link to={delivery} className={TEXT_LINK}>
          The delivery
        </Link>
        {hasOutbox && data.transport === 'outbox' && (
          <Link to="/$mode/dev/outbox" params={{ mode }} search={{ id: sent.id }} className={TEXT_LINK}>
            Look at it in the outbox
          </Link>
        )}
      </p>
    </div>
  )
}
