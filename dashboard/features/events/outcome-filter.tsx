import { ChevronDown } from 'lucide-react'
import { EVENT_OUTCOMES, type EventOutcome } from '../../../worker/domain/event.ts'
import { OUTCOME_WORDS } from '../../lib/outcome-words.ts'

interface OutcomeFilterProps {
  value: EventOutcome | undefined
  onChoose: (outcome: EventOutcome | undefined) => void
}

export function OutcomeFilter({ value, onChoose }: OutcomeFilterProps) {
  return (
    <span className="relative">
      <select
        aria-label="Outcome"
        value={value ?? ''}
        onChange={(event) => onChoose((event.target.value || undefined) as EventOutcome | undefined)}
        className="control appearance-none pr-8 pl-3 font-medium hover:bg-sunken"
      >
        <option value="">Any outcome</option>
        {EVENT_OUTCOMES.map((outcome) => (
          <option key={outcome} value={outcome}>
            {OUTCOME_WORDS[outcome].label}
          </option>
        ))}
      </select>
      <ChevronDown aria-hidden className="pointer-events-none absolute top-2.5 right-3 size-3.5 text-faint" />
    </span>
  )
}
