import { type FormEvent, type ReactNode, useState } from 'react'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { Button } from '../../../components/button.tsx'
import { Modal } from '../../../components/modal.tsx'
import { MODAL_ACTIONS } from '../../../components/modal-actions.ts'
import { ProblemNote } from '../../../components/problem-note.tsx'
import type { Unmatched } from '../../../lib/api-types.ts'
import { showToast } from '../../../lib/toast.ts'
import { CustomerPicker } from '../customer-picker.tsx'
import { type CustomerHead, customerName } from '../names.ts'
import { type ResolutionChoice, resolutionOf, resolvedWords, useResolve } from './resolution.ts'

interface ResolveDialogProps {
  mode: Mode
  unmatched: Unmatched
  onClose: () => void
  onDone: () => void
}

/** Says whose a Stripe customer is: one of those it may be, anybody else, somebody new, or nobody's. */
export function ResolveDialog({ mode, unmatched, onClose, onDone }: ResolveDialogProps) {
  const { stripe_customer_id: id, candidates } = unmatched
  const [first] = candidates
  const [choice, setChoice] = useState<ResolutionChoice>(
    first && candidates.length === 1 ? { kind: 'candidate', id: first.id } : null,
  )
  const [other, setOther] = useState<CustomerHead | null>(null)
  const resolve = useResolve(mode, id)
  const resolution = resolutionOf(choice, other)

  function submit(event: FormEvent) {
    event.preventDefault()
    if (!resolution) return
    resolve.mutate(resolution, {
      onSuccess: ({ customer }) => {
        showToast(resolvedWords(unmatched, customer))
        onDone()
      },
    })
  }

  return (
    <Modal title={`Whose is ${id}?`} onClose={onClose}>
      <form onSubmit={submit}>
        <fieldset className="flex flex-col gap-1 px-4 py-4">
          <legend className="sr-only">Whose is it?</legend>
          {candidates.map((candidate) => (
            <Choice
              key={candidate.id}
              isChosen={choice?.kind === 'candidate' && choice.id === candidate.id}
              onChoose={() => setChoice({ kind: 'candidate', id: candidate.id })}
              title={`It is ${customerName(candidate)}`}
            >
              {[candidate.email, candidate.user_id, candidate.id].filter(Boolean).join(' · ')}
            </Choice>
          ))}
          <Choice
            isChosen={choice?.kind === 'other'}
            onChoose={() => setChoice({ kind: 'other' })}
            title={candidates.length > 0 ? 'It is another customer' : 'It is a customer that is here already'}
          >
            Its events take effect there, in their own order.
          </Choice>
          {choice?.kind === 'other' && (
            <div className="mb-2 ml-6.5">
              <CustomerPicker mode={mode} label="Customer" value={other} onPick={setOther} />
            </div>
          )}
          <Choice
            isChosen={choice?.kind === 'create'}
            onChoose={() => setChoice({ kind: 'create' })}
            title="It is somebody new"
          >
            A customer is made for it, and its events take effect.
          </Choice>
          <Choice
            isChosen={choice?.kind === 'ignore'}
            onChoose={() => setChoice({ kind: 'ignore' })}
            title="It does not concern this account"
          >
            Its events are kept and ignored, those to come as well.
          </Choice>
          {resolve.isError && (
            <ProblemNote title="It was not resolved" error={resolve.error}>
              <p className="text-soft">{resolve.error.message}</p>
            </ProblemNote>
          )}
        </fieldset>
        <div className={MODAL_ACTIONS}>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" disabled={!resolution} busy={resolve.isPending}>
            {resolve.isPending ? 'Resolving…' : actionWords(choice)}
          </Button>
        </div>
      </form>
    </Modal>
  )
}

function actionWords(choice: ResolutionChoice): string {
  switch (choice?.kind) {
    case 'create':
      return 'Create customer'
    case 'ignore':
      return 'Ignore'
    default:
      return 'Link'
  }
}

interface ChoiceProps {
  isChosen: boolean
  onChoose: () => void
  title: string
  children: ReactNode
}

function Choice({ isChosen, onChoose, title, children }: ChoiceProps) {
  return (
    <label className="flex items-start gap-2.5 rounded-md px-2 py-1.5 hover:bg-sunken">
      <input type="radio" name="resolution" checked={isChosen} onChange={onChoose} className="mt-1 size-4 shrink-0" />
      <span className="min-w-0">
        <span className="block font-medium break-words">{title}</span>
        <span className="block text-sm break-words text-soft">{children}</span>
      </span>
    </label>
  )
}
