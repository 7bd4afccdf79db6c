import { ProblemError } from '../errors.ts'
import { toPointer } from './invalid-input.ts'

/** A value of a body and how it is reached. */
interface Place {
  value: unknown
  name: string
  within: Place | null
}

/**
 * Refuses a body in which a member is called `__proto__`, however deep it stands: schemas leave such a member out without
 * a word, and what was sent would be answered as done. `constructor` and the like are names as others are.
 */
export function refuseUnusableNames(body: unknown): void {
  // A stack of its own: a body may be nested deeper than calls can be.
  const open: Place[] = [{ value: body, name: '', within: null }]
  for (let place = open.pop(); place; place = open.pop()) {
    const { value } = place
    if (typeof value !== 'object' || value === null) continue
    for (const [name, inner] of Object.entries(value)) {
      const within: Place = { value: inner, name, within: place }
      if (name === '__proto__') refuse(within)
      if (typeof inner === 'object') open.push(within)
    }
  }
}

function refuse(place: Place): never {
  const path: string[] = []
  for (let at: Place = place; at.within; at = at.within) path.unshift(at.name)
  const pointer = toPointer(path)
  const message = 'Nothing can be called __proto__: choose another name.'
  throw new ProblemError('validation_failed', `${pointer.slice(1)}: ${message}`, {
    errors: [{ pointer, code: 'invalid_key', message }],
  })
}
