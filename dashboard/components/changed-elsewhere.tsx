import { Button } from './button.tsx'
import { ProblemNote } from './problem-note.tsx'

interface ChangedElsewhereProps {
  /** `template` */
  what: string
  /** Gives up what was typed for what stands there now. */
  onTake: () => void
}

/** Tells, before it is written over, that somebody else has saved what is being edited here. */
export function ChangedElsewhere({ what, onTake }: ChangedElsewhereProps) {
  return (
    <div
      role="status"
      className="mb-4 flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-md bg-warn-wash px-3.5 py-2.5"
    >
      <p className="min-w-0 flex-[1_1_20rem]">
        Somebody else saved this {what} meanwhile. Saving yours replaces what they wrote.
      </p>
      <Button onClick={onTake}>Drop mine and show theirs</Button>
    </div>
  )
}

/** What was typed stays, to be copied. */
export function DeletedElsewhere({ what }: Pick<ChangedElsewhereProps, 'what'>) {
  return (
    <div className="mb-4">
      <ProblemNote title={`This ${what} is deleted`}>
        <p className="text-soft">
          Somebody did that meanwhile, so nothing here can be saved any more. Copy what you need of it into a new one.
        </p>
      </ProblemNote>
    </div>
  )
}
