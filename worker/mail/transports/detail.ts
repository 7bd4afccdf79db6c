const MAX_CHARS = 300

/** What a provider says, fit to be kept and shown: one line, cut, without any of `secrets` should it repeat them. */
export function detailOf(text: string, secrets: readonly string[]): string {
  const withoutSecrets = secrets.reduce((shown, secret) => shown.replaceAll(secret, '…'), text)
  const line = withoutSecrets.replace(/[\s\p{Cc}]+/gu, ' ').trim()
  return line.length > MAX_CHARS ? `${line.slice(0, MAX_CHARS)}…` : line
}
