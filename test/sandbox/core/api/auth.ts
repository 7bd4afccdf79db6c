import { StripeProblem } from '../stripe-problem.ts'

/** The key of a request, from `Authorization: Bearer …` or Basic with the key as the user name. */
export function checkKey(header: string | undefined, known: readonly string[]): void {
  const key = readKey(header)
  if (key === null) {
    throw new StripeProblem(
      401,
      "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').",
    )
  }
  if (!known.includes(key)) throw new StripeProblem(401, `Invalid API Key provided: ${masked(key)}`)
}

function readKey(header: string | undefined): string | null {
  const [, scheme, credentials] = /^(Bearer|Basic) (.+)$/i.exec(header ?? '') ?? []
  if (!scheme || !credentials) return null
  if (scheme.toLowerCase() === 'bearer') return credentials
  try {
    return atob(credentials).split(':')[0] || null
  } catch {
    return null
  }
}

/** As Stripe shows keys: the kind and the last four characters. */
function masked(key: string): string {
  const kind = /^[a-z]+_(test|live)_/.exec(key)?.[0] ?? ''
  return `${kind}${'*'.repeat(8)}${key.slice(-4)}`
}
