import { clsx } from 'clsx'
import { lineDiff, withContext } from '../../lib/line-diff.ts'
import { ScrollBox } from '../scroll-box.tsx'
import type { ChangedPart } from './changed-part.ts'

const SIGNS = { same: ' ', removed: '−', added: '+' }
const WORDS = { same: '', removed: 'Removed: ', added: 'Added: ' }

/** What differs, part by part and line by line. */
export function ChangesList({ changes }: { changes: readonly ChangedPart[] }) {
  return (
    <ul className="flex flex-col gap-3">
      {changes.map(({ label, before, after }) => (
        <li key={label} className="flex min-w-0 flex-col gap-1">
          <p className="text-sm font-medium">{label}</p>
          <ScrollBox label={`What changes: ${label}`} className={LINES}>
            {withContext(lineDiff(before, after)).map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines in their order, never moved
              <p key={index} className={clsx('px-2 break-words whitespace-pre-wrap', line && COLOURS[line.kind])}>
                {line ? (
                  <>
                    <span aria-hidden>{SIGNS[line.kind]} </span>
                    <span className="sr-only">{WORDS[line.kind]}</span>
                    {line.text}
                  </>
                ) : (
                  '…'
                )}
              </p>
            ))}
          </ScrollBox>
        </li>
      ))}
    </ul>
  )
}

const LINES = 'max-h-72 rounded-md border border-line py-1'
const COLOURS = { same: 'text-soft', removed: 'bg-bad-wash text-bad', added: 'bg-good-wash text-good' }
