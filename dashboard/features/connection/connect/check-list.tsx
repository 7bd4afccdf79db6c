import { clsx } from 'clsx'
import { Check, Circle, X } from 'lucide-react'
import { type CheckState, KEY_CHECKS } from './key-problem.ts'

const LOOKS = {
  passed: { icon: Check, look: 'text-good', word: 'passed' },
  failed: { icon: X, look: 'text-bad', word: 'failed' },
  open: { icon: Circle, look: 'text-faint', word: 'not reached' },
}

/** How far the checks of a key came. */
export function CheckList({ states }: { states: CheckState[] }) {
  return (
    <ol aria-label="Checks" className="flex flex-wrap gap-x-5 gap-y-1 text-sm">
      {KEY_CHECKS.map(({ name }, index) => {
        const state = states[index] ?? 'open'
        const { icon: Icon, look, word } = LOOKS[state]
        return (
          <li key={name} className={clsx('flex items-center gap-1.5', state === 'open' ? 'text-faint' : 'text-ink')}>
            <Icon aria-hidden className={clsx('size-3.5', look)} />
            {name}
            <span className="sr-only">: {word}</span>
          </li>
        )
      })}
    </ol>
  )
}
