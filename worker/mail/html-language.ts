const HTML_TAG = /<html\b(?:[^>"']|"[^"]*"|'[^']*')*>/i
const LANG = /(\slang\s*=\s*)(?:"[^"]*"|'[^']*'|[^\s>]+)/i

/** The html with the `lang` that its root has, a layout's usually, made that of its words; null leaves it as it is. */
export function withLanguage(html: string, language: string | null): string {
  if (language === null) return html
  return html.replace(HTML_TAG, (tag) => tag.replace(LANG, `$1"${language}"`))
}
