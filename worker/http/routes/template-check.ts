import type { TemplateInput } from '../../account/automation-rpc.ts'
import { languagesOf } from '../../domain/template.ts'
import { type LanguageProblem, lintLanguages } from '../../mail/lint-languages.ts'
import { STARTER_LAYOUTS, STARTER_SNIPPETS } from '../../mail/starters.ts'
import { listTemplateParts, type TemplatePart } from '../../readmodel/template-parts.ts'
import { type InputError, refuseInputs } from '../errors.ts'
import type { AppContext } from '../middleware/context.ts'
import type { TemplateWarning } from '../schemas/template.ts'
import { unknownInCatalog } from './catalog-refs.ts'

/** Html of layouts and snippets by id. */
export interface MailParts {
  layouts: Record<string, string>
  snippets: Record<string, string>
}

/** As they are sent; `orDraft`: what was not published yet, as it is written. */
export async function mailParts(c: AppContext, orDraft: boolean): Promise<MailParts> {
  const parts = await listTemplateParts(c.env.DB, c.var.tenant)
  const ofKind = (kind: TemplatePart['kind']): Record<string, string> =>
    Object.fromEntries(
      parts.flatMap((part) => {
        const html = part.published ?? (orDraft ? part.draft : null)
        return part.kind === kind && html !== null ? [[part.id, html] as const] : []
      }),
    )
  return {
    layouts: { ...STARTER_LAYOUTS, ...ofKind('layout') },
    snippets: { ...STARTER_SNIPPETS, ...ofKind('snippet') },
  }
}

/**
 * Ends the request with 422 where a template breaks a rule that its schema cannot know, or its Liquid cannot be read; answers
 * what is doubtful. `at`: pointer to its words.
 */
export async function checkTemplate(
  c: AppContext,
  input: TemplateInput,
  { parts, setsBinding, at = '' }: { parts: MailParts; setsBinding: boolean; at?: string },
): Promise<TemplateWarning[]> {
  const { kind, draft, required, category, binding } = input
  refuseInputs([
    ...(kind === 'mail' && draft.subject === '' ? [NO_SUBJECT] : []),
    ...(kind !== 'mail' && binding !== null ? [BINDING_UNFIT] : []),
    ...layoutErrors(input, parts, at),
    ...variantErrors(input, at),
    ...(binding && setsBinding ? await unknownInCatalog(c, binding, '/binding') : []),
  ])
  // A layout ends up in mails of either category.
  const asked = kind === 'mail' ? { required, category } : {}
  const problems = await lintLanguages(draft, { ...parts, ...asked })
  refuseInputs(problems.flatMap((problem) => (problem.code === 'syntax' ? [syntaxError(problem, at)] : [])))
  return problems.flatMap(({ code, ...problem }) => {
    // What a snippet reads is given by whoever renders it.
    const isItsOwn = kind === 'snippet' && code === 'unknown_variable'
    return code === 'syntax' || isItsOwn ? [] : [{ code, ...problem }]
  })
}

function layoutErrors({ kind, draft }: TemplateInput, { layouts }: MailParts, at: string): InputError[] {
  const { layout } = draft
  if (layout === null) return []
  const pointer = `${at}/layout`
  if (kind !== 'mail') return [{ pointer, code: 'layout_unfit', message: 'Only a mail has a layout.' }]
  const message = 'There is no such layout, or what it says was not published yet.'
  return Object.hasOwn(layouts, layout) ? [] : [{ pointer, code: 'unknown_layout', message }]
}

/** All words of a template with variants, in bytes of JSON: they stand in one row, and go out with each of its mails. */
const MAX_WORDS_BYTES = 500_000

function variantErrors({ kind, draft }: TemplateInput, at: string): InputError[] {
  if (languagesOf(draft).length === 1) return []
  const pointer = `${at}/variants`
  if (kind !== 'mail') return [{ pointer, code: 'variants_unfit', message: 'Only a mail has variants.' }]
  if (new TextEncoder().encode(JSON.stringify(draft)).length <= MAX_WORDS_BYTES) return []
  const message = `All words of a template may have ${MAX_WORDS_BYTES} bytes together.`
  return [{ pointer, code: 'too_big', message }]
}

/** Pointer to the words in a language; the default's stand in the template itself. */
export function atLanguage(at: string, language: string | null): string {
  return language === null ? at : `${at}/variants/${language}`
}

type Place = 'language' | 'part' | 'file' | 'line' | 'column' | 'message'

export function syntaxError(
  { language, part, file, line, column, message }: Pick<LanguageProblem, Place>,
  at: string,
): InputError {
  const within = `${language === null ? '' : `variant ${language}, `}${file === null ? '' : `${file}, `}`
  return {
    pointer: `${atLanguage(at, language)}/${part ?? 'html'}`,
    code: 'liquid_error',
    message: line === null ? message : `${within}line ${line}, column ${column}: ${message}`,
    ...(line !== null && { line }),
    ...(column !== null && { column }),
  }
}

const NO_SUBJECT: InputError = { pointer: '/subject', code: 'required', message: 'A mail needs a subject.' }
const BINDING_UNFIT: InputError = { pointer: '/binding', code: 'binding_unfit', message: 'Only a mail is sent.' }
