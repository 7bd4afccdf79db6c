import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import { type HookDeps, sendHook } from '../../../worker/hooks/send-hook.ts'

const secrets = [`whsec_${btoa('0123456789abcdef01234567')}`]
const hook = { url: 'https://hooks.example.com/in?a=1', id: 'msg_1', body: '{"type":"endpoint.test"}', secrets }
const NOW_MS = Date.UTC(2026, 10, 30)

/** A clock that each look moves by 40 ms. */
function deps(answer: (url: string, init: RequestInit) => Response | Promise<Response>, over: Partial<HookDeps> = {}) {
  let looks = 0
  const nowMs = () => NOW_MS + 40 * looks++
  return { fetch: async (url: string, init: RequestInit) => answer(url, init), nowMs, guard, ...over }
}
const guard = { ownHosts: ['billhook.test'], allowPrivate: false }

function answering(status: number, headers: Record<string, string> = {}, body: BodyInit | null = 'no') {
  return deps(() => new Response(status === 204 ? null : body, { status, headers }))
}

describe('a webhook', () => {
  it('is posted as it is, signed for this attempt', async () => {
    const asked: Request[] = []
    const world = deps(
      (url, init) => {
        asked.push(new Request(url, init))
        return new Response('thanks', { status: 202 })
      },
      { nowMs: Date.now },
    )
    expect(await sendHook(hook, world)).toMatchObject({
      outcome: 'delivered',
      status: 202,
      answer: 'thanks',
      code: null,
    })
    const [request] = asked
    expect([request?.method, request?.url, request?.redirect]).toEqual(['POST', hook.url, 'manual'])
    expect(request?.headers.get('content-type')).toBe('application/json')
    const headers = Object.fromEntries(request?.headers ?? [])
    expect(new Webhook(secrets[0] ?? '').verify((await request?.text()) ?? '', headers)).toEqual({
      type: 'endpoint.test',
    })
  })

  it.each([
    [200, {}, 'delivered', null, null],
    [204, {}, 'delivered', null, null],
    [301, { location: 'https://elsewhere.example' }, 'retry', 'status', null],
    [307, { location: 'http://169.254.169.254/' }, 'retry', 'status', null],
    [400, {}, 'retry', 'status', null],
    [404, {}, 'retry', 'status', null],
    [500, {}, 'retry', 'status', null],
    [503, { 'retry-after': '120' }, 'retry', 'status', 120],
    [429, { 'retry-after': 'Mon, 30 Nov 2026 00:01:00 GMT' }, 'retry', 'slow_down', 60],
    [502, {}, 'retry', 'slow_down', null],
    [504, { 'retry-after': 'soon' }, 'retry', 'slow_down', null],
    [410, {}, 'gone', 'gone', null],
    [422, { 'webhook-delivery': 'abort-message' }, 'aborted', 'aborted', null],
    [200, { 'webhook-delivery': 'abort-message' }, 'delivered', null, null],
  ])(
    'answered %i %j is %s (%s), to be sent again after %s',
    async (status, headers, outcome, code, retryAfterSeconds) => {
      const result = await sendHook(hook, answering(status, headers))
      const answer = status === 204 ? '' : 'no'
      expect(result).toMatchObject({ outcome, code, status, answer, retryAfterSeconds })
      expect(result.durationMs).toBeGreaterThan(0)
    },
  )

  it('keeps 1,000 characters of an answer and reads 64 KB of it', async () => {
    let pulled = 0
    const body = new ReadableStream({
      pull(controller) {
        pulled += 1
        controller.enqueue(new TextEncoder().encode('é'.repeat(4_096)))
      },
    })
    const result = await sendHook(hook, answering(500, {}, body))
    expect(result.answer).toBe('é'.repeat(1_000))
    expect(pulled).toBeLessThanOrEqual(10)
  })

  it('is delivered when 2xx was said, though the answer never ends or breaks off', async () => {
    const endless = new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode('ok…')) })
    const late = { ...answering(200, {}, endless), timeoutMs: 20 }
    expect(await sendHook(hook, late)).toMatchObject({ outcome: 'delivered', answer: 'ok…' })
    const broken = new ReadableStream({ start: (controller) => controller.error(new Error('cut')) })
    expect(await sendHook(hook, answering(200, {}, broken))).toMatchObject({ outcome: 'delivered', answer: '' })
  })

  it('that is never answered ends by itself', async () => {
    const silent = deps(
      (_url, { signal }) =>
        new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
      { timeoutMs: 20 },
    )
    expect(await sendHook(hook, silent)).toEqual({
      ...{ outcome: 'retry', code: 'timeout', status: null, answer: '', retryAfterSeconds: null, durationMs: 40 },
    })
  })

  it('that meets no server is tried again', async () => {
    const lost = deps(() => Promise.reject(new TypeError('DNS')))
    expect(await sendHook(hook, lost)).toMatchObject({ outcome: 'retry', code: 'network', status: null })
  })

  it('goes through the fetch of the runtime as it is', async () => {
    expect(
      await sendHook(
        hook,
        deps(() => new Response(), { fetch }),
      ),
    ).toMatchObject({ outcome: 'retry', status: 599 })
  })

  it.each([
    ['http://hooks.example.com/', 'not_https'],
    ['https://169.254.169.254/latest/meta-data', 'private_address'],
    ['https://billhook.test/api/webhooks/stripe', 'own_host'],
  ])('to %s asks nobody: %s', async (url, code) => {
    const world = deps(() => Promise.reject(new Error('asked')))
    expect(await sendHook({ ...hook, url }, world)).toMatchObject({ outcome: 'failed', code, status: null })
  })
})
