import { Select } from '../select.tsx'
import type { ConditionDraft } from './condition-draft.ts'
import type { MomentKind } from './op-words.ts'

const MOMENTS: Record<MomentKind, string> = { days_ago: 'days ago', days_ahead: 'days from now', date: 'a day' }

interface MomentInputProps {
  draft: ConditionDraft
  errorId: string | undefined
  onChange: (draft: ConditionDraft) => void
}

/** A day, or so many days before or after whenever it is asked. */
export function MomentInput({ draft, errorId, onChange }: MomentInputProps) {
  const described = { 'aria-describedby': errorId, 'aria-invalid': errorId ? true : undefined } as const
  return (
    <div className="flex min-w-0 flex-wrap gap-2">
      {draft.moment === 'date' ? (
        <input
          type="date"
          aria-label="Day"
          {...described}
          value={draft.date.slice(0, 10)}
          onChange={(event) => onChange({ ...draft, date: event.target.value })}
          className="control min-w-0 px-2.5 aria-invalid:border-bad"
        />
      ) : (
        <input
          type="number"
          inputMode="numeric"
          min={0}
          max={3650}
          aria-label="Days"
          {...described}
          value={draft.days}
          onChange={(event) => onChange({ ...draft, days: event.target.value })}
          className="control w-24 px-2.5 aria-invalid:border-bad"
        />
      )}
      <Select
        aria-label="Counted"
        value={draft.moment}
        onChange={(event) => onChange({ ...draft, moment: event.target.value as MomentKind })}
      >
        {Object.entries(MOMENTS).map(([moment, words]) => (
          <option key={moment} value={moment}>
            {words}
          </option>
        ))}
      </Select>
    </div>
  )
}
