import { KNOWN_VARIABLES } from '../../../../worker/domain/mail-variables.ts'
import { LIQUID_FILTERS } from './liquid-filters.ts'

export interface Suggestion {
  label: string
  detail: string
  info: string
  type: 'variable' | 'function'
  /** What is written, where that is not the label. */
  apply?: string
}

export interface Suggestions {
  /** Where in the line the word begins that they replace. */
  from: number
  options: Suggestion[]
}

const VARIABLES: Suggestion[] = Object.entries(KNOWN_VARIABLES)
  .filter(([path]) => !path.includes('[]'))
  .map(([path, { kind, about }]) => {
    const open = path.endsWith('.*')
    const apply = path.slice(0, -1)
    return { label: open ? `${apply}…` : path, detail: kind, info: about, type: 'variable', ...(open && { apply }) }
  })

const FILTERS: Suggestion[] = Object.entries(LIQUID_FILTERS).map(([label, info]) => ({
  ...{ label, detail: 'filter', info, type: 'function' },
}))

const WORD = /[\w.-]*$/

/** What may stand where the cursor is; `line` is its line up to there. Null outside of Liquid, and unless asked for nothing. */
export function liquidSuggestions(line: string, asked: boolean): Suggestions | null {
  const output = line.lastIndexOf('{{')
  const tag = line.lastIndexOf('{%')
  const opened = Math.max(output, tag)
  if (opened < 0) return null
  const inside = line.slice(opened + 2)
  if (inside.includes('}}') || inside.includes('%}') || isInString(inside)) return null
  const word = WORD.exec(inside)?.[0] ?? ''
  const before = inside.slice(0, inside.length - word.length)
  const from = line.length - word.length
  if (/\|\s*$/.test(before)) return { from, options: FILTERS }
  const isName = tag > output && /^-?\s*$/.test(before)
  if (isName) return null
  const isNew = opened === output && /^-?\s*$/.test(before)
  return word !== '' || isNew || asked ? { from, options: VARIABLES } : null
}

function isInString(text: string): boolean {
  const withoutWhole = text.replace(/"[^"]*"|'[^']*'/g, '')
  return /["']/.test(withoutWhole)
}
