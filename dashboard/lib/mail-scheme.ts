const ASKED = /\(\s*prefers-color-scheme\s*:\s*(dark|light)\s*\)/gi
const COLOR_SCHEME = /(<meta\s[^>]*name=["'](?:supported-)?color-schemes?["'][^>]*content=["'])[^"']*(["'])/gi
const ALWAYS = '(min-width: 0)'
const NEVER = '(max-width: 0)'

/** A mail as it looks where the reader has chosen light or dark, whatever this browser's own choice is. */
export function inScheme(html: string, scheme: 'light' | 'dark'): string {
  return html
    .replace(ASKED, (_, asked: string) => (asked.toLowerCase() === scheme ? ALWAYS : NEVER))
    .replace(COLOR_SCHEME, `$1${scheme}$2`)
    .replace(/color-scheme\s*:\s*light dark/gi, `color-scheme: ${scheme}`)
}
