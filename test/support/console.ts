import { afterEach, beforeEach, expect } from 'vitest'

let errors: string[] = []
let expected = false

/** An error in the log fails the test that caused it, unless the test said that it breaks something on purpose. */
export function expectErrorLogs(): void {
  expected = true
}

export function errorLogs(): readonly string[] {
  return errors
}

const written = console.error
beforeEach(() => {
  errors = []
  expected = false
  console.error = (...values: unknown[]) => {
    errors.push(values.map(String).join(' '))
  }
})

afterEach(() => {
  console.error = written
  if (!expected) expect(errors, 'console.error was called').toEqual([])
})
