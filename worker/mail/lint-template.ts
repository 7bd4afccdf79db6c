import { isKnownVariable } from '../domain/mail-variables.ts'
import type { Flaw } from './liquid/flaws.ts'
import type { VariableUse } from './liquid/variables.ts'
import { absentLayout } from './render-failure.ts'
import { MAIL_PARTS, type MailContent, type MailPart } from './render-mail.ts'
import { readerOf } from './words.ts'

export interface LintOptions {
  layouts?: Readonly<Record<string, string>>
  snippets?: Readonly<Record<string, string>>
  required?: readonly string[]
  category?: 'transactional' | 'marketing'
}

/** Lines and columns count from 1. `part` null: it concerns the template as a whole. */
export interface TemplateProblem {
  code: 'syntax' | 'unknown_variable' | 'no_unsubscribe_link' | 'no_postal_address'
  part: MailPart | null
  /** `layout/…` or `snippet/…` where the place is in one of these. */
  file: string | null
  line: number | null
  column: number | null
  /** The one that is not known. */
  variable: string | null
  message: string
}

export interface TemplateLint {
  problems: TemplateProblem[]
  /** Documented variables and others that are read, each once, in order of the alphabet. */
  variables: string[]
}

/** What is wrong with a template before anybody is written to: its grammar, and names that nothing gives a value. */
export async function lintTemplate(content: MailContent, options: LintOptions = {}): Promise<TemplateLint> {
  if (isTooMuch([content], options)) return { problems: [TOO_MUCH], variables: [] }
  const read = await readParts(content, options)
  const uses = read.flatMap(({ part, uses }) => uses.map((use) => ({ part, use })))
  const variables = [...new Set(uses.map(({ use }) => use.name))].sort()
  return {
    problems: [
      ...read.flatMap(({ part, flaws }) => flaws.map((flaw) => problemOf(part, flaw))),
      ...uses.filter(({ use }) => !isKnownVariable(use.segments)).map(({ part, use }) => unknownAt(part, use)),
      ...(options.required ?? []).filter((path) => !isKnownVariable(path.split('.'))).map(unknownRequired),
      ...(options.category === 'marketing' ? lacksOfMarketing(variables) : []),
    ],
    variables,
  }
}

/** For each name the engine counts lines from the top: names times characters is what checking costs. */
const MAX_STEPS = 200_000_000
const OPENS = /\{[{%]/
const CLOSES = /[}%]\}/
const NAME = /[A-Za-z_]\w*/g
export const TOO_MUCH: TemplateProblem = {
  ...{ code: 'syntax', part: null, file: null, line: null, column: null, variable: null },
  message: 'The template is too long to be checked.',
}

/** Of all languages of a template together. */
export function isTooMuch(contents: readonly MailContent[], { layouts = {}, snippets = {} }: LintOptions): boolean {
  const parts = contents.flatMap((content) => MAIL_PARTS.map((part) => content[part] ?? ''))
  const steps = [...parts, ...Object.values(layouts), ...Object.values(snippets)].map((source) => {
    // By pieces: a search for each opening's end would go through all that is never closed, once for each.
    const [, ...tags] = source.split(OPENS)
    const names = tags.flatMap((tag) => tag.split(CLOSES, 1)[0]?.match(NAME) ?? [])
    return names.length * source.length
  })
  return steps.reduce((all, some) => all + some, 0) > MAX_STEPS
}

interface ReadPart {
  part: MailPart
  flaws: Flaw[]
  uses: VariableUse[]
}

async function readParts(content: MailContent, options: LintOptions): Promise<ReadPart[]> {
  const { createEngine, inLayout, parseTemplate } = await import('./liquid/engine.ts')
  const { variablesOf } = await import('./liquid/variables.ts')
  const files = { layouts: options.layouts ?? {}, snippets: options.snippets ?? {} }
  const engine = createEngine('html', files, readerOf(null, null, 0))
  return MAIL_PARTS.flatMap((part) => {
    const source = content[part]
    if (source === null) return []
    const parsed = parseTemplate(engine, source)
    if (!parsed.ok) return [{ part, flaws: parsed.error, uses: [] }]
    const layout = part === 'html' ? content.layout : null
    if (layout !== null && !Object.hasOwn(files.layouts, layout)) {
      return [{ part, flaws: [absentLayout(layout)], uses: [] }]
    }
    const found = variablesOf(layout === null ? parsed.value : inLayout(engine, layout, parsed.value))
    return [found.ok ? { part, flaws: [], uses: found.value } : { part, flaws: found.error, uses: [] }]
  })
}

function problemOf(part: MailPart, flaw: Flaw): TemplateProblem {
  if (flaw.kind === 'syntax') {
    const { line, column, file, message } = flaw
    return { code: 'syntax', part, file, line, column, variable: null, message }
  }
  const message = flaw.kind === 'budget' ? flaw.message : 'The template cannot be read.'
  return { code: 'syntax', part, file: null, line: null, column: null, variable: null, message }
}

function unknownAt(part: MailPart, { name, line, column, file }: VariableUse): TemplateProblem {
  return {
    code: 'unknown_variable',
    part,
    file,
    line,
    column,
    variable: name,
    message: `There is no variable ${name}.`,
  }
}

function unknownRequired(path: string): TemplateProblem {
  const message = `${path} is required, but there is no such variable.`
  return { code: 'unknown_variable', part: null, file: null, line: null, column: null, variable: path, message }
}

function lacksOfMarketing(variables: readonly string[]): TemplateProblem[] {
  const at = { part: null, file: null, line: null, column: null, variable: null }
  const unsubscribe: TemplateProblem = {
    ...{ code: 'no_unsubscribe_link', ...at },
    message: 'A marketing mail must link to links.unsubscribe.',
  }
  const address: TemplateProblem = {
    ...{ code: 'no_postal_address', ...at },
    message: 'A marketing mail must show account.address.',
  }
  return [
    ...(variables.includes('links.unsubscribe') ? [] : [unsubscribe]),
    ...(variables.includes('account.address') ? [] : [address]),
  ]
}
