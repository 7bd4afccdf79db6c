import { createHmac } from 'node:crypto'
import { Agent, request } from 'node:http'

export interface Post {
  path: string
  body: string
  headers: Record<string, string>
}

/** Signs at the moment of sending, as Stripe does. */
export function signedPost(path: string, body: string, secret: string): Post {
  const at = Math.floor(Date.now() / 1000)
  const signature = createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')
  return { path, body, headers: { 'Stripe-Signature': `t=${at},v1=${signature}` } }
}

/** Sends all posts over `connections` kept-alive connections; answers per second, and every answer that was no 200. */
export async function send(
  url: URL,
  posts: Iterator<Post>,
  connections: number,
): Promise<{ perSecond: number; answered: number; failures: string[] }> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const failures: string[] = []
  let answered = 0
  const startedAt = performance.now()
  const worker = async (): Promise<void> => {
    for (let next = posts.next(); !next.done; next = posts.next()) {
      const { status, text } = await postOnce(url, next.value, agent)
      answered += 1
      if (status !== 200) failures.push(`${status} ${text.slice(0, 200)}`)
    }
  }
  await Promise.all(Array.from({ length: connections }, worker))
  const perSecond = answered / ((performance.now() - startedAt) / 1000)
  agent.destroy()
  return { perSecond, answered, failures }
}

function postOnce(url: URL, post: Post, agent: Agent): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      new URL(post.path, url),
      {
        method: 'POST',
        agent,
        headers: {
          ...post.headers,
          'Content-Type': 'application/json',
          'Content-Length': Buffer.byteLength(post.body),
        },
      },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }))
        response.on('error', reject)
      },
    )
    outgoing.on('error', reject)
    outgoing.end(post.body)
  })
}
