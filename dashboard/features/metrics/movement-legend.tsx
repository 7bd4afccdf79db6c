import { clsx } from 'clsx'
import { Tooltip } from 'radix-ui'
import type { MovementKind } from '../../../worker/domain/customer.ts'
import { MOVEMENT_WORDS, MOVEMENTS } from './movement-words.ts'

interface MovementLegendProps {
  hidden: readonly MovementKind[]
  onToggle: (kind: MovementKind) => void
  amountText: (kind: MovementKind) => string
}

/** What the colours mean and how much each moved; a click hides one, hover and focus tell its definition. */
export function MovementLegend({ hidden, onToggle, amountText }: MovementLegendProps) {
  return (
    <Tooltip.Provider delayDuration={200}>
      <ul aria-label="Movements" className="mt-3 grid grid-cols-[repeat(auto-fit,minmax(7.5rem,1fr))] gap-1">
        {MOVEMENTS.map((kind) => {
          const { label, definition, swatch } = MOVEMENT_WORDS[kind]
          const isHidden = hidden.includes(kind)
          return (
            <li key={kind} className="min-w-0">
              <Tooltip.Root>
                <Tooltip.Trigger asChild>
                  <button
                    type="button"
                    aria-pressed={!isHidden}
                    onClick={() => onToggle(kind)}
                    className="flex w-full min-w-0 flex-col items-start rounded-md px-2 py-1.5 text-left hover:bg-sunken"
                  >
                    <span className="flex items-center gap-2 text-xs text-soft">
                      <span
                        aria-hidden
                        className={clsx('size-2.5 rounded-sm', isHidden ? 'border border-line-strong' : swatch)}
                      />
                      <span className={clsx(isHidden && 'line-through')}>{label}</span>
                    </span>
                    <span className={clsx('max-w-full truncate font-medium', isHidden && 'text-faint')}>
                      {amountText(kind)}
                    </span>
                  </button>
                </Tooltip.Trigger>
                <Tooltip.Portal>
                  <Tooltip.Content
                    sideOffset={4}
                    collisionPadding={12}
                    className="z-40 max-w-72 rounded-md bg-ink px-2.5 py-1.5 text-sm text-paper shadow-float"
                  >
                    {definition}
                  </Tooltip.Content>
                </Tooltip.Portal>
              </Tooltip.Root>
            </li>
          )
        })}
      </ul>
    </Tooltip.Provider>
  )
}
