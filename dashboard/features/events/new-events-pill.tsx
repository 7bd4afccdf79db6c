import { FreshPill } from '../../components/fresh-pill.tsx'
import type { NewEvents } from './merge-newest.ts'

export function NewEventsPill({ fresh, onInsert }: { fresh: NewEvents; onInsert: () => void }) {
  return (
    <FreshPill onInsert={onInsert}>
      {fresh.count > 0 && (
        <>
          {`${fresh.count}${fresh.more ? '+' : ''} new`}
          <span className="sr-only">{fresh.count === 1 ? ' event, show it' : ' events, show them'}</span>
        </>
      )}
    </FreshPill>
  )
}
