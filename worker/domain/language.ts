/** A language as BCP 47 writes it, `de_at` as `de-AT`; null for what is no tag. */
export function canonicalTag(tag: string): string | null {
  try {
    return Intl.getCanonicalLocales(tag.replaceAll('_', '-'))[0] ?? null
  } catch {
    return null
  }
}

/** The tag of a language, script and region that have names; null for all else, extensions included. */
export function knownLanguage(tag: string): string | null {
  const canonical = canonicalTag(tag)
  if (canonical === null || /^und\b/.test(canonical)) return null
  const { baseName, language, script, region } = new Intl.Locale(canonical)
  const isKnown = isNamed('language', language) && isNamed('script', script) && isNamed('region', region)
  return baseName === canonical && isKnown ? canonical : null
}

/** Of canonical tags the one closest to a reader's: the same, else the same shortened (`de-AT`, then `de`); else null. */
export function closestLanguage(locale: unknown, tags: readonly string[]): string | null {
  let tag = typeof locale === 'string' ? (canonicalTag(locale) ?? '') : ''
  while (tag !== '' && !tags.includes(tag)) tag = tag.slice(0, Math.max(0, tag.lastIndexOf('-')))
  return tag || null
}

function isNamed(type: Intl.DisplayNamesType, code: string | undefined): boolean {
  if (code === undefined) return true
  try {
    return new Intl.DisplayNames('en', { type, fallback: 'none' }).of(code) !== undefined
  } catch {
    return false
  }
}
