/** A parsed form or query: texts, and by brackets hashes and lists of them. */
export type FormValue = string | FormHash | FormValue[]
export interface FormHash {
  [name: string]: FormValue
}

/**
 * Reads `a=1&items[0][price]=p&expand[]=x&created[gte]=5` as Stripe does. Lists are the brackets that hold only
 * numbers, or nothing.
 */
export function parseForm(text: string): FormHash {
  const root: FormHash = Object.create(null)
  for (const [name, value] of new URLSearchParams(text)) {
    const path = [...name.matchAll(/^[^[]+|\[([^\]]*)\]/g)].map((match) => match[1] ?? match[0])
    if (path.length > 0) place(root, path, value)
  }
  return listed(root) as FormHash
}

function place(root: FormHash, path: readonly string[], value: string): void {
  let hash = root
  path.forEach((step, index) => {
    const key = step === '' ? String(Object.keys(hash).length) : step
    if (index === path.length - 1) {
      hash[key] = value
      return
    }
    const next = hash[key]
    const inner: FormHash = typeof next === 'object' && !Array.isArray(next) ? next : Object.create(null)
    hash[key] = inner
    hash = inner
  })
}

function listed(value: FormValue): FormValue {
  if (typeof value === 'string' || Array.isArray(value)) return value
  const keys = Object.keys(value)
  if (keys.length > 0 && keys.every((key) => /^\d+$/.test(key)))
    return keys.map((key) => listed(value[key] as FormValue))
  return Object.fromEntries(keys.map((key) => [key, listed(value[key] as FormValue)]))
}
