import { type RefObject, useEffect, useRef } from 'react'
import { useShortcuts } from './shortcuts.ts'

/** A reader who came back is given the focus again for as long; a list that needs longer leaves it where it is. */
const BACK_MS = 5000

let opened: { id: string; atMs: number } | null = null

/** Remembers which row was opened, so that the focus is there again when the reader comes back. */
export function rememberOpenedRow(id: string): void {
  opened = { id, atMs: Date.now() }
}

/** For the link of a row: takes the focus where the reader comes back from what it opened. */
export function useOpenedRow(id: string): RefObject<HTMLAnchorElement | null> {
  const link = useRef<HTMLAnchorElement>(null)
  useEffect(() => {
    if (opened?.id !== id) return
    if (Date.now() - opened.atMs < BACK_MS) link.current?.focus({ preventScroll: true })
    opened = null
  }, [id])
  return link
}

/** j and k walk the rows of the list, which carry `data-row`; Enter opens the focused one, as it is a link. */
export function useRowKeys(noun: string): void {
  useShortcuts([
    { keys: 'j', label: `Next ${noun}`, group: 'This page', run: () => moveFocus(1) },
    { keys: 'k', label: `Previous ${noun}`, group: 'This page', run: () => moveFocus(-1) },
  ])
}

function moveFocus(step: 1 | -1): void {
  const all = [...document.querySelectorAll<HTMLElement>('[data-row]')]
  const at = all.indexOf(document.activeElement as HTMLElement)
  const next = at < 0 ? all.find(isInView) : all[at + step]
  next?.focus({ preventScroll: true })
  next?.closest('tr')?.scrollIntoView({ block: 'nearest' })
}

function isInView(row: HTMLElement): boolean {
  const { top, bottom } = row.getBoundingClientRect()
  return top >= 0 && bottom <= window.innerHeight
}
