import { createStore } from './store.ts'
import { readChoice, writeChoice } from './stored-choice.ts'

export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

export const theme = createStore<Theme>(storedTheme())

/** Applies and remembers it; public/theme.js does the same before the first paint. */
export function chooseTheme(next: Theme): void {
  writeChoice('theme', next === 'system' ? null : next)
  if (next === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = next
  theme.set(next)
}

function storedTheme(): Theme {
  const stored = readChoice('theme')
  return stored === 'light' || stored === 'dark' ? stored : 'system'
}
