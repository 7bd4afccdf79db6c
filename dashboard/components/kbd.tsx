import { Fragment } from 'react'

const IS_APPLE = /Mac|iPhone|iPad/.test(navigator.platform)

/** Keys as a reader sees them: `mod+k` is ⌘K or Ctrl K. */
export function Kbd({ keys }: { keys: string }) {
  return (
    <span className="inline-flex items-center gap-1 text-2xs text-faint pointer-coarse:hidden">
      {keys.split(' ').map((key, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the order of the keys is what they are
        <Fragment key={index}>
          {index > 0 && <span>then</span>}
          <kbd className="inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-sm border border-line bg-sunken px-1 font-sans">
            {keyName(key)}
          </kbd>
        </Fragment>
      ))}
    </span>
  )
}

function keyName(key: string): string {
  if (key === 'mod+enter') return IS_APPLE ? '⌘↵' : 'Ctrl Enter'
  if (key.startsWith('mod+')) return (IS_APPLE ? '⌘' : 'Ctrl ') + key.slice(4).toUpperCase()
  return key === 'Escape' ? 'Esc' : key
}
