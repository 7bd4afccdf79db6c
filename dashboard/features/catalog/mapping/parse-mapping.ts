import { fail, ok, type Result } from '../../../../worker/domain/result.ts'

const EXAMPLE = '{"price_1": ["pro"], "prod_2": ["team"]}'

/** Reads a pasted mapping; the error says what is wrong and where. A single name is a list of one, as in STRIPE_PRICE_MAPPING. */
export function parseMapping(text: string): Result<Record<string, string[]>, string> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    return fail(`This is no JSON: ${error instanceof Error ? error.message : 'it cannot be read'}.`)
  }
  if (json === null || typeof json !== 'object' || Array.isArray(json))
    return fail(`It has to be an object like ${EXAMPLE}.`)
  const mapping: Record<string, string[]> = {}
  for (const [id, value] of Object.entries(json)) {
    const packages = readPackages(value)
    if (id.trim() === '') return fail('An entry has no id.')
    if (packages === null) return fail(`“${id}” has to be a list of at least one package name, like ["pro"].`)
    mapping[id] = packages
  }
  return ok(mapping)
}

/** A mapping as it is pasted: by id, an entry a line. */
export function formatMapping(mapping: Readonly<Record<string, string[]>>): string {
  const lines = Object.keys(mapping)
    .sort()
    .map((id) => `  ${JSON.stringify(id)}: ${JSON.stringify(mapping[id]).replaceAll('","', '", "')}`)
  return lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n}`
}

function readPackages(value: unknown): string[] | null {
  const list = typeof value === 'string' ? [value] : value
  if (!Array.isArray(list) || !list.every(isName) || list.length === 0) return null
  return [...new Set(list.map((name) => name.trim()))]
}

function isName(name: unknown): name is string {
  return typeof name === 'string' && name.trim() !== ''
}
