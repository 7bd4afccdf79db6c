const NAMES = new Intl.DisplayNames('en', { type: 'language', languageDisplay: 'standard' })

/** `German (Austria)` for `de-AT`; the tag itself where it has no name. */
export function languageWords(tag: string): string {
  try {
    return NAMES.of(tag) ?? tag
  } catch {
    return tag
  }
}
