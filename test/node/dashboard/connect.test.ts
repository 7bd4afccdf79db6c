import { describe, expect, it } from 'vitest'
import {
  accountChange,
  checkStates,
  keyProblem,
  missingPermissions,
} from '../../../dashboard/features/connection/connect/key-problem.ts'
import { monthsWords } from '../../../dashboard/features/connection/connect/months-words.ts'
import { OAUTH_RESULTS, oauthWords } from '../../../dashboard/features/connection/connect/oauth-result.ts'
import { readKey } from '../../../dashboard/features/connection/connect/read-key.ts'
import { offeredWays } from '../../../dashboard/features/connection/connect/way-words.ts'
import { connectionSearch } from '../../../dashboard/features/connection/connection-search.ts'
import { ApiError } from '../../../dashboard/lib/api-error.ts'
import { someWays } from './factories.ts'

describe('readKey', () => {
  it.each([
    ['rk_test_51QexampleA', 'test'],
    ['  rk_live_51QexampleA\n', 'live'],
    ['rkcs_test_51QexampleA', 'test'],
    ['sk_test_51QexampleA', 'test'],
  ])('takes %j for a key of %s mode', (text, mode) => {
    expect(readKey(text)).toEqual({ kind: 'key', mode })
  })

  it.each([
    ['pk_test_51Qexample', 'publishable key'],
    ['whsec_51Qexample', 'signing secret'],
    ['sk_org_live_51Qexample', 'organisation key'],
    ['sk_live_51Qexample', 'restricted key (rk_live_…) only'],
    ['hello world', 'starts with rk_test_ or rk_live_'],
    ['hello', 'starts with rk_test_ or rk_live_'],
    ['rk_prod', 'starts with rk_test_ or rk_live_'],
  ])('tells what %j is instead', (text, words) => {
    expect(readKey(text)).toMatchObject({ kind: 'not_a_key', problem: expect.stringContaining(words) })
  })

  it('says nothing while too little is typed', () => {
    expect(['', 'rk', 'rk_test'].map(readKey)).toEqual([null, null, null])
  })
})

describe('a key that does not connect', () => {
  it.each([
    ['key_wrong_mode', ['failed', 'open', 'open', 'open', 'open']],
    ['key_refused', ['passed', 'failed', 'open', 'open', 'open']],
    ['permissions_missing', ['passed', 'passed', 'failed', 'open', 'open']],
    ['stripe_account_taken', ['passed', 'passed', 'passed', 'failed', 'open']],
    ['webhook_endpoint_limit', ['passed', 'passed', 'passed', 'passed', 'failed']],
  ])('%s shows how far the checks came', (code, states) => {
    expect(checkStates(new ApiError(422, { code }))).toEqual(states)
  })

  it.each(['stripe_unavailable', 'internal_error'])(
    '%s ticks nothing off, as it does not tell where it ended',
    (code) => {
      expect(checkStates(new ApiError(503, { code }))).toBeNull()
    },
  )

  it('names each missing box, what to tick and why', () => {
    const error = new ApiError(422, {
      code: 'permissions_missing',
      errors: [
        { pointer: '/api_key', code: 'rak_webhook_write', message: 'Webhook Endpoints: Write' },
        { pointer: '/api_key', code: 'rak_future_read', message: 'Tick “Future”.' },
      ],
    })
    expect(missingPermissions(error, someWays())).toEqual([
      { name: 'rak_webhook_write', box: 'Webhook Endpoints', access: 'Write', why: 'To hear of changes.' },
      { name: 'rak_future_read', box: null, access: '', why: 'Tick “Future”.' },
    ])
    expect(keyProblem(error, 'test').title).toBe('The key lacks 2 permissions')
  })

  it('leads to where it can be mended, in its own mode', () => {
    const action = (code: string, mode: 'test' | 'live') => keyProblem(new ApiError(409, { code }), mode).action
    expect(action('key_wrong_mode', 'test')).toEqual({ type: 'switch_mode' })
    expect(action('webhook_endpoint_limit', 'test')).toMatchObject({
      url: 'https://dashboard.stripe.com/test/webhooks',
    })
    expect(action('permissions_missing', 'live')).toMatchObject({ url: 'https://dashboard.stripe.com/apikeys' })
    expect(action('stripe_account_taken', 'live')).toBeNull()
  })

  it('asks only where both Stripe accounts are named', () => {
    const problem = { code: 'stripe_account_differs', current_stripe_account: 'acct_1', new_stripe_account: 'acct_2' }
    expect(accountChange(new ApiError(409, problem))).toEqual({ current: 'acct_1', next: 'acct_2' })
    expect(accountChange(new ApiError(409, { code: 'stripe_account_differs' }))).toBeNull()
    expect(accountChange(new ApiError(409, { code: 'stripe_account_taken' }))).toBeNull()
  })

  it('Stripe being down is not Billhook being down', () => {
    expect(new ApiError(503, { code: 'stripe_unavailable' }).unreachable).toBe(false)
    expect(new ApiError(503, { code: 'temporarily_unavailable' }).unreachable).toBe(true)
  })
})

describe('the way back from Stripe', () => {
  it.each(OAUTH_RESULTS)('%s has words of its own', (result) => {
    const { title, detail } = oauthWords(result, 'test', undefined)
    expect(title.length).toBeGreaterThan(5)
    expect(detail.length).toBeGreaterThan(20)
    const others = OAUTH_RESULTS.filter((other) => other !== result)
    expect(others.map((other) => oauthWords(other, 'test', undefined).title)).not.toContain(title)
  })

  it('names the mode that was chosen wrongly, and Stripe’s reason for refusing', () => {
    expect(oauthWords('wrong_mode', 'test', undefined).title).toBe('Access was given in live mode')
    expect(oauthWords('refused', 'test', 'invalid_scope').detail).toContain('“invalid_scope”')
  })

  it('passes over an address that was tampered with', () => {
    expect(
      connectionSearch.parse({
        way: 'magic',
        oauth: 'done',
        pending: '<b>',
        error: 'Not a code!',
        stripe_account: 'x',
      }),
    ).toEqual({})
    expect(connectionSearch.parse({ oauth: 'confirm', pending: 'pnd_1', stripe_account: 'acct_9' })).toEqual({
      oauth: 'confirm',
      pending: 'pnd_1',
      stripe_account: 'acct_9',
    })
  })
})

it('ways that are not set up are named with what is missing, apart from those that are open', () => {
  expect(offeredWays(someWays())).toEqual({
    open: ['restricted_key', 'connect_oauth', 'webhook_only'],
    closed: [{ way: 'app_oauth', reason: 'Set STRIPE_APP_CLIENT_ID_TEST.' }],
  })
})

it.each([
  [0, 'None'],
  [1, 'The last month'],
  [12, 'The last 12 months'],
  [18, 'The last 18 months'],
  [36, 'The last 3 years'],
])('%i months of payments are “%s”', (months, words) => {
  expect(monthsWords(months)).toBe(words)
})
