import { StripeProblem } from '../stripe-problem.ts'

export type Input = Record<string, unknown>

export function readText(input: Input, name: string): string | undefined {
  const value = input[name]
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'string') throw new StripeProblem(422, `${name} must be text.`)
  return value
}

export function needText(input: Input, name: string): string {
  const value = readText(input, name)
  if (value === undefined) throw new StripeProblem(422, `${name} is missing.`)
  return value
}

export function readFlag(input: Input, name: string): boolean | undefined {
  const value = input[name]
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'boolean') throw new StripeProblem(422, `${name} must be true or false.`)
  return value
}

export function readChoice<T extends string>(input: Input, name: string, choices: readonly T[]): T | undefined {
  const value = readText(input, name)
  if (value === undefined) return undefined
  const chosen = choices.find((choice) => choice === value)
  if (chosen === undefined) throw new StripeProblem(422, `${name} must be one of ${choices.join(', ')}.`)
  return chosen
}

export function readTexts(input: Input, name: string): readonly string[] | undefined {
  const value = input[name]
  if (value === undefined || value === null) return undefined
  if (!Array.isArray(value) || value.some((element) => typeof element !== 'string')) {
    throw new StripeProblem(422, `${name} must be a list of texts.`)
  }
  return value as string[]
}

/** A whole number from `min` to `max`, also as text; undefined when it is not there. */
export function readWhole(input: Input, name: string, min: number, max: number): number | undefined {
  const value = input[name]
  if (value === undefined || value === null) return undefined
  const number = typeof value === 'string' ? Number(value) : value
  if (!Number.isInteger(number) || (number as number) < min || (number as number) > max) {
    throw new StripeProblem(422, `${name} must be a whole number from ${min} to ${max}.`)
  }
  return number as number
}

/** A whole number from 1 to `max`; without a fallback it must be there. */
export function readPositive(input: Input, name: string, fallback: number | null, max: number): number {
  const number = readWhole(input, name, 1, max) ?? fallback
  if (number === null) throw new StripeProblem(422, `${name} must be a whole number from 1 to ${max}.`)
  return number
}
