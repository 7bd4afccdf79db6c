import { type Bindings, configOf } from '../../config.ts'
import { Directory } from '../../readmodel/directory.ts'
import { IntakeCounter } from './intake-counter.ts'
import { SecretCache } from './secret-cache.ts'

/** What an isolate remembers between webhook requests; all of it can be lost at any time. */
export interface Intake {
  directory: Directory
  secrets: SecretCache
  counter: IntakeCounter
}

const intakes = new WeakMap<object, Intake>()

export function intakeOf(env: Bindings): Intake {
  const known = intakes.get(env)
  if (known) return known
  const intake = {
    directory: new Directory(env.DB),
    secrets: new SecretCache(env.DB, configOf(env).encryptionKeys),
    counter: new IntakeCounter(env.DB),
  }
  intakes.set(env, intake)
  return intake
}
