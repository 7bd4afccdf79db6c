import { describe, expect, it } from 'vitest'
import { ADMIN_TOKEN, makeKey, ORIGIN, signIn, worker } from './client.ts'

function open(path: string, headers: Record<string, string>) {
  return worker.fetch(ORIGIN + path, { headers: { Upgrade: 'websocket', ...headers } })
}

async function firstMessage(response: Response): Promise<unknown> {
  const socket = response.webSocket
  if (!socket) throw new Error(`No WebSocket: ${response.status}`)
  const message = new Promise((resolve) =>
    socket.addEventListener('message', ({ data }) => resolve(data), { once: true }),
  )
  socket.accept()
  const text = await message
  socket.close()
  return JSON.parse(String(text))
}

describe('the live WebSocket', () => {
  it('opens for the operator and says hello', async () => {
    const response = await open('/api/v1/live', { Authorization: `Bearer ${ADMIN_TOKEN}`, 'Billhook-Mode': 'test' })
    expect([response.status, response.headers.has('Request-Id')]).toEqual([101, true])
    expect(await firstMessage(response)).toMatchObject({ type: 'hello' })
  })

  it('opens by cookie with the mode in the query, for our own pages only', async () => {
    const cookie = await signIn()
    const own = await open('/api/v1/live?mode=test', { Cookie: cookie, Origin: ORIGIN })
    expect(own.status).toBe(101)
    expect(await firstMessage(own)).toMatchObject({ type: 'hello' })
    for (const origin of [{ Origin: 'https://evil.example' }, { Origin: 'null' }, {}]) {
      const foreign = await open('/api/v1/live?mode=test', { Cookie: cookie, ...origin } as Record<string, string>)
      expect([origin, foreign.status]).toEqual([origin, 403])
    }
  })

  it('opens with an API key in its own mode, and refuses the other', async () => {
    const headers = { Authorization: `Bearer ${await makeKey('read', 'test')}` }
    const own = await open('/api/v1/live', headers)
    expect(own.status).toBe(101)
    await firstMessage(own)
    expect((await open('/api/v1/live?mode=live', headers)).status).toBe(403)
  })

  it('without an upgrade is 426, and with an unknown mode 422', async () => {
    const headers = { Authorization: `Bearer ${ADMIN_TOKEN}` }
    const plain = await worker.fetch(`${ORIGIN}/api/v1/live`, { headers })
    expect([plain.status, plain.headers.get('Upgrade')]).toEqual([426, 'websocket'])
    expect((await open('/api/v1/live?mode=both', headers)).status).toBe(422)
    expect((await open('/api/v1/live?mode=test', { ...headers, 'Billhook-Mode': 'live' })).status).toBe(422)
    expect((await open('/api/v1/live?mode=test', {})).status).toBe(401)
  })
})
