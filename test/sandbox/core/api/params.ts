import type { Stripe } from 'stripe'
import type { FormHash, FormValue } from '../form.ts'
import { invalidParameter, StripeProblem } from '../stripe-problem.ts'

/** Reads the parameters of a request one by one; `finish` refuses those that nobody asked for. */
export class Params {
  private readonly values: FormHash
  private readonly prefix: string
  private readonly read = new Set<string>()

  constructor(values: FormHash, prefix = '') {
    this.values = values
    this.prefix = prefix
  }

  /** Undefined when absent, null when sent empty, which is how Stripe unsets. */
  text(name: string): string | null | undefined {
    const value = this.take(name)
    if (value === undefined) return undefined
    if (typeof value !== 'string') throw invalidParameter(`Invalid string: ${name}`, this.named(name))
    return value === '' ? null : value
  }

  needText(name: string): string {
    const value = this.text(name)
    if (value == null) {
      throw invalidParameter(`Missing required param: ${this.named(name)}.`, this.named(name), 'parameter_missing')
    }
    return value
  }

  integer(name: string): number | undefined {
    const value = this.text(name)
    if (value == null) return undefined
    if (!/^-?\d+$/.test(value)) {
      throw invalidParameter(`Invalid integer: ${value}`, this.named(name), 'parameter_invalid_integer')
    }
    return Number(value)
  }

  flag(name: string): boolean | undefined {
    const value = this.text(name)
    if (value == null) return undefined
    if (value !== 'true' && value !== 'false') throw invalidParameter(`Invalid boolean: ${value}`, this.named(name))
    return value === 'true'
  }

  /** One of the named values. */
  choice<T extends string>(name: string, choices: readonly T[]): T | undefined {
    const value = this.text(name)
    if (value == null) return undefined
    const chosen = choices.find((choice) => choice === value)
    if (!chosen) throw invalidParameter(`Invalid ${name}: must be one of ${choices.join(', ')}`, this.named(name))
    return chosen
  }

  texts(name: string): string[] | undefined {
    const value = this.take(name)
    if (value === undefined) return undefined
    if (!Array.isArray(value)) throw invalidParameter('Invalid array', this.named(name))
    return value.filter((element) => typeof element === 'string')
  }

  hash(name: string): Params | undefined {
    const value = this.take(name)
    if (value === undefined || value === '') return undefined
    if (typeof value === 'string' || Array.isArray(value)) throw invalidParameter('Invalid hash', this.named(name))
    return new Params(value, this.named(name))
  }

  hashes(name: string): Params[] | undefined {
    const value = this.take(name)
    if (value === undefined) return undefined
    if (!Array.isArray(value)) throw invalidParameter('Invalid array', this.named(name))
    return value.map((element, index) => new Params(element as FormHash, `${this.named(name)}[${index}]`))
  }

  /** What metadata becomes: empty values remove their key, an empty metadata removes all. */
  metadata(known: Stripe.Metadata): Stripe.Metadata | undefined {
    const value = this.take('metadata')
    if (value === undefined) return undefined
    if (value === '') return {}
    const merged: Stripe.Metadata = { ...known }
    for (const [key, text] of Object.entries(value)) {
      if (text === '') delete merged[key]
      else merged[key] = String(text)
    }
    return merged
  }

  /** Was the parameter sent, also empty? */
  has(name: string): boolean {
    return name in this.values
  }

  isText(name: string): boolean {
    return typeof this.values[name] === 'string'
  }

  finish(): void {
    this.read.add('expand')
    const unknown = Object.keys(this.values).find((name) => !this.read.has(name))
    if (unknown !== undefined) {
      const name = this.named(unknown)
      throw new StripeProblem(400, `Received unknown parameter: ${name}`, { code: 'parameter_unknown', param: name })
    }
  }

  private take(name: string): FormValue | undefined {
    this.read.add(name)
    return this.values[name]
  }

  private named(name: string): string {
    return this.prefix === '' ? name : `${this.prefix}[${name}]`
  }
}
