import { languagesOf, type TemplateContent, wordsIn } from '../domain/template.ts'
import { isTooMuch, type LintOptions, lintTemplate, type TemplateProblem, TOO_MUCH } from './lint-template.ts'

/** `language`: of the variant it is in; null: of the default, or of the template as a whole. */
export interface LanguageProblem extends TemplateProblem {
  language: string | null
}

/** What is wrong with a template in each of its languages. */
export async function lintLanguages(content: TemplateContent, options: LintOptions): Promise<LanguageProblem[]> {
  const languages = languagesOf(content)
  const every = languages.map((language) => wordsIn(content, language))
  if (isTooMuch(every, options)) return [{ ...TOO_MUCH, language: null }]
  const linted = await Promise.all(
    languages.map(async (language) => {
      // What is required is so in all of them, and told once.
      const asked = language === null ? options : { ...options, required: [] }
      const { problems } = await lintTemplate(wordsIn(content, language), asked)
      return problems.map((problem) => ({ ...problem, language }))
    }),
  )
  return linted.flat()
}
