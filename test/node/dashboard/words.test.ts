import { describe, expect, it } from 'vitest'
import { listenCommand } from '../../../dashboard/features/connection/connection-words.ts'
import { signInProblem } from '../../../dashboard/features/session/sign-in-words.ts'
import { ApiError, fieldError } from '../../../dashboard/lib/api-error.ts'
import { absoluteTime, fromLocalField, toLocalField } from '../../../dashboard/lib/time-field.ts'

describe('a link that does not sign in', () => {
  it.each([
    ['link_used', 'This link was used already'],
    ['link_expired', 'This link has expired'],
    ['link_unknown', 'This link is not known here'],
  ])('%s is told as “%s”, and trying again is not offered', (code, title) => {
    expect(signInProblem(new ApiError(401, { code }))).toMatchObject({ title, retry: false })
  })

  it('may be tried again where the server did not answer', () => {
    expect(signInProblem(new ApiError(0, {}))).toMatchObject({ title: 'Signing in did not work', retry: true })
  })
})

describe('ApiError', () => {
  it('knows silence from refusal', () => {
    expect([0, 502, 503, 504, 500, 401].map((status) => new ApiError(status, {}).unreachable)).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
    ])
  })

  it('finds the message of a field', () => {
    const error = new ApiError(422, { errors: [{ pointer: '/secret', code: 'invalid', message: 'Too short' }] })
    expect(fieldError(error, '/secret')).toBe('Too short')
    expect(fieldError(error, '/name')).toBeNull()
    expect(fieldError(new Error('other'), '/secret')).toBeNull()
  })
})

it('the listen command leaves out http:// and names live mode', () => {
  expect(listenCommand('http://localhost:8788/api/webhooks/stripe', 'test')).toBe(
    'stripe listen --forward-to localhost:8788/api/webhooks/stripe',
  )
  expect(listenCommand('https://billing.example.com/api/webhooks/stripe', 'live')).toBe(
    'stripe listen --live --forward-to https://billing.example.com/api/webhooks/stripe',
  )
})

it('times in the address are absolute, and fields show them in the zone of the browser and back', () => {
  const absolute = absoluteTime(Date.parse('2026-11-21T19:00:00.123Z'))
  expect(absolute).toBe('2026-11-21T19:00:00Z')
  expect(fromLocalField(toLocalField(absolute))).toBe(absolute)
  expect(toLocalField(undefined)).toBe('')
  expect(fromLocalField('')).toBeUndefined()
})
