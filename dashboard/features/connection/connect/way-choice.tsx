import { clsx } from 'clsx'
import { useId } from 'react'
import { type OfferedWays, WAY_WORDS, type Way } from './way-words.ts'

interface WayChoiceProps {
  offered: OfferedWays
  chosen: Way
  onChoose: (way: Way) => void
}

/** Which way to go; those that are not set up are named below, so that nobody wonders. */
export function WayChoice({ offered, chosen, onChoose }: WayChoiceProps) {
  const name = useId()
  return (
    <fieldset className="border-b border-line px-4 py-4">
      <legend className="sr-only">How to connect</legend>
      <div className="grid gap-2.5 sm:grid-cols-2">
        {offered.open.map((way) => (
          <label
            key={way}
            className={clsx(
              'flex gap-2.5 rounded-md border px-3 py-2.5 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus',
              way === chosen ? 'border-ink bg-sunken' : 'border-line hover:bg-sunken',
            )}
          >
            <input
              type="radio"
              name={name}
              value={way}
              checked={way === chosen}
              onChange={() => onChoose(way)}
              className="mt-0.75 size-4 shrink-0 outline-none"
            />
            <span className="min-w-0">
              <span className="flex flex-wrap items-center gap-x-2 font-medium">
                {WAY_WORDS[way].label}
                {way === 'restricted_key' && (
                  <span className="rounded-sm bg-good-wash px-1.5 text-xs font-medium text-good">Recommended</span>
                )}
              </span>
              <span className="block text-sm text-soft">{WAY_WORDS[way].meaning}</span>
            </span>
          </label>
        ))}
      </div>
      {offered.closed.length > 0 && (
        <details className="mt-3 text-sm text-soft">
          <summary className="w-fit rounded-sm hover:text-ink">
            Not set up on this deployment: {offered.closed.map(({ way }) => WAY_WORDS[way].label).join(', ')}
          </summary>
          <ul className="mt-1.5 flex flex-col gap-1 pl-4">
            {offered.closed.map(({ way, reason }) => (
              <li key={way} className="list-disc break-words">
                {WAY_WORDS[way].label}: {reason}
              </li>
            ))}
          </ul>
        </details>
      )}
    </fieldset>
  )
}
