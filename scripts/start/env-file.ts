import { parseEnv } from 'node:util'
import { fail, ok, type Result } from '../../worker/domain/result.ts'

export type Variables = Record<string, string>

export function parseEnvFile(text: string): Variables {
  const values: Variables = {}
  for (const [name, value] of Object.entries(parseEnv(text))) if (value !== undefined) values[name] = value
  return values
}

/**
 * Writes `values` so that wrangler reads back exactly the same text. Double quotes come last because dotenv expands \n
 * within them; there are no escapes for the quote itself, so a value with all three kinds cannot be written: its name
 * is the error.
 */
export function formatEnvFile(values: Variables): Result<string, string> {
  const lines: string[] = []
  for (const [name, value] of Object.entries(values)) {
    const quote = ["'", '`', '"'].find((mark) => !value.includes(mark))
    if (!quote) return fail(name)
    lines.push(`${name}=${quote}${value}${quote}\n`)
  }
  return ok(lines.join(''))
}
