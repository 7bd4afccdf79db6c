import { Hand } from 'lucide-react'
import type { OverrideField } from '../../../../worker/domain/customer.ts'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { Button } from '../../../components/button.tsx'
import { ProblemNote } from '../../../components/problem-note.tsx'
import { TimeAgo } from '../../../components/time-ago.tsx'
import type { Customer } from '../../../lib/api-types.ts'
import { formatMoment } from '../../../lib/time.ts'
import { showToast } from '../../../lib/toast.ts'
import { useChangeCustomer } from '../change-customer.ts'
import { OVERRIDE_LABELS, overridesInForce } from '../overrides.ts'
import { SetBy } from './set-by.tsx'

/** What a person has set by hand, by whom, until when and why; each can be taken back. */
export function OverrideList({ mode, customer }: { mode: Mode; customer: Customer }) {
  const change = useChangeCustomer(mode, customer.id)
  const overrides = overridesInForce(customer, Date.now())
  if (overrides.length === 0) return null

  function takeBack(field: OverrideField) {
    change.mutate(
      { overrides: { [field]: null } },
      { onSuccess: () => showToast(`${OVERRIDE_LABELS[field]} follows the rules again.`) },
    )
  }

  return (
    <ul aria-label="Set by hand" className="border-t border-line">
      {overrides.map(({ field, words, until, reason, setBy, setAt }) => (
        <li
          key={field}
          className="flex flex-wrap items-start gap-x-3 gap-y-2 border-b border-line px-4 py-3 last:border-b-0"
        >
          <Hand aria-hidden className="mt-0.5 size-4 shrink-0 text-note" />
          <div className="min-w-0 flex-1 basis-56">
            <p className="font-medium break-words">{words}</p>
            {reason && <p className="break-words">“{reason}”</p>}
            <p className="text-sm text-soft">
              Set by hand <TimeAgo at={setAt} />, <SetBy mode={mode} by={setBy} />.{' '}
              {until ? `In force until ${formatMoment(Date.parse(until))}.` : 'In force until it is taken back.'}
            </p>
          </div>
          <Button
            busy={change.isPending && change.variables.overrides?.[field] === null}
            onClick={() => takeBack(field)}
            className="h-7 px-2 text-xs"
          >
            Take back<span className="sr-only"> {OVERRIDE_LABELS[field].toLowerCase()}</span>
          </Button>
        </li>
      ))}
      {change.isError && (
        <li className="px-4 py-3">
          <ProblemNote title="It was not taken back" error={change.error}>
            <p className="text-soft">{change.error.message}</p>
          </ProblemNote>
        </li>
      )}
    </ul>
  )
}
