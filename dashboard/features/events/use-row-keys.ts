import { useEffect } from 'react'
import { useShortcuts } from '../../lib/shortcuts.ts'

let openedId: string | null = null

/** Remembers which row was opened, so that the focus is there again when the reader comes back. */
export function rememberOpenedRow(id: string): void {
  openedId = id
}

/** j and k walk the rows of the list; Enter opens the focused one, as it is a link. */
export function useRowKeys(ready: boolean): void {
  useShortcuts([
    { keys: 'j', label: 'Next event', group: 'This page', run: () => moveFocus(1) },
    { keys: 'k', label: 'Previous event', group: 'This page', run: () => moveFocus(-1) },
  ])
  useEffect(() => {
    if (!ready || openedId === null) return
    rows()
      .find((row) => row.dataset.eventRow === openedId)
      ?.focus({ preventScroll: true })
    openedId = null
  }, [ready])
}

function moveFocus(step: 1 | -1): void {
  const all = rows()
  const at = all.indexOf(document.activeElement as HTMLElement)
  const next = at < 0 ? all.find(isInView) : all[at + step]
  next?.focus({ preventScroll: true })
  next?.closest('tr')?.scrollIntoView({ block: 'nearest' })
}

function rows(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[data-event-row]')]
}

function isInView(row: HTMLElement): boolean {
  const { top, bottom } = row.getBoundingClientRect()
  return top >= 0 && bottom <= window.innerHeight
}
