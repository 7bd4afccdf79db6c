import { useEffect, useRef } from 'react'
import { createStore } from './store.ts'
import { readChoice, writeChoice } from './stored-choice.ts'

export interface Shortcut {
  /** `?`, `g e` (one after the other), `mod+k` (Cmd or Ctrl). */
  keys: string
  label: string
  group: 'Everywhere' | 'This page'
  run(): void
}

const SEQUENCE_MS = 1000

const active = createStore<readonly Shortcut[]>([])
export const activeShortcuts = active

/** Single keys can be switched off (WCAG 2.1.4); those with Cmd or Ctrl stay. */
export const singleKeys = createStore(readChoice('single-keys') !== 'off')

export function setSingleKeys(on: boolean): void {
  writeChoice('single-keys', on ? null : 'off')
  singleKeys.set(on)
}

/** Registers shortcuts while the component is mounted; the newest wins where keys collide. */
export function useShortcuts(shortcuts: Shortcut[]): void {
  const latest = useRef(shortcuts)
  latest.current = shortcuts
  const signature = shortcuts.map((shortcut) => shortcut.keys + shortcut.label).join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the signature stands for the list, `latest` for its closures
  useEffect(() => {
    const stable = latest.current.map((shortcut, index) => ({ ...shortcut, run: () => latest.current[index]?.run() }))
    active.set([...active.get(), ...stable])
    return () => active.set(active.get().filter((shortcut) => !stable.includes(shortcut)))
  }, [signature])
}

/** Listens for the whole page. Answers a function that stops it. */
export function listenForShortcuts(): () => void {
  let first: { key: string; atMs: number } | null = null
  function onKeyDown(event: KeyboardEvent) {
    if (event.defaultPrevented || event.isComposing || event.altKey || event.key === 'Shift') return
    const withMod = event.metaKey || event.ctrlKey
    if (!withMod && (!singleKeys.get() || isTyping(event.composedPath()[0]) || document.querySelector('dialog[open]')))
      return
    const key = withMod ? `mod+${event.key.toLowerCase()}` : event.key
    const sequence = first && event.timeStamp - first.atMs < SEQUENCE_MS ? `${first.key} ${key}` : null
    const shortcut = find(sequence) ?? find(key)
    first = shortcut ? null : { key, atMs: event.timeStamp }
    if (!shortcut) return
    event.preventDefault()
    shortcut.run()
  }
  window.addEventListener('keydown', onKeyDown)
  return () => window.removeEventListener('keydown', onKeyDown)
}

function find(keys: string | null): Shortcut | undefined {
  return active.get().findLast((shortcut) => shortcut.keys === keys)
}

/** True where keys are text, or where the widget has keys of its own. */
function isTyping(target: EventTarget | undefined): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || target.matches('input, textarea, select, [role="menu"], [role="menu"] *')
}
