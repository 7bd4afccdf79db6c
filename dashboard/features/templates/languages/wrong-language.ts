import { get } from 'react-hook-form'
import { WORD_PARTS } from '../template-form.ts'

/** The language whose words have an error: the one that is shown where it has, else the first that has; else the one shown. */
export function wrongLanguage(
  errors: object,
  languages: readonly (string | null)[],
  shown: string | null,
): string | null {
  const isWrong = (language: string | null) =>
    WORD_PARTS.some((part) => get(errors, language === null ? part : `variants.${language}.${part}`))
  if (isWrong(shown)) return shown
  const wrong = languages.find(isWrong)
  return wrong === undefined ? shown : wrong
}
