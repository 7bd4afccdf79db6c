import { Button } from './button.tsx'

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
