import { readSandboxFile, SANDBOX_FILE, type SandboxFile } from './sandbox-file.ts'

/** Something a person can mend: one line, exit code 1. */
export class CommandError extends Error {
  override name = 'CommandError'
}

const NOT_RUNNING = 'No Stripe sandbox is running: start one with `npm start`, or name it with --url.'

export interface SandboxClient {
  get<T>(name: string, query?: Record<string, string>): Promise<T>
  post<T>(name: string, input: object): Promise<T>
  /** Answers line by line. */
  stream(name: string, input: object): AsyncIterable<unknown>
  billhook: SandboxFile['billhook'] | null
}

/** The sandbox at `url`, or the one that `.billhook/sandbox.json` names. */
export function connectSandbox(url: string | null, file = SANDBOX_FILE): SandboxClient {
  const known = readSandboxFile(file)
  const base = url ?? known?.url
  if (base === undefined) throw new CommandError(NOT_RUNNING)
  const billhook = known && (url === null || url === known.url) ? (known.billhook ?? null) : null
  const call = (method: string, path: string, body?: object) => request(`${base}/_sandbox/${path}`, method, body)
  return {
    billhook,
    get: async <T>(name: string, query: Record<string, string> = {}) =>
      (await (await call('GET', `${name}?${new URLSearchParams(query)}`)).json()) as T,
    post: async <T>(name: string, input: object) => (await (await call('POST', name, input)).json()) as T,
    stream: async function* (name, input) {
      yield* jsonLines(await call('POST', name, input))
    },
  }
}

async function request(url: string, method: string, body: object | undefined): Promise<Response> {
  const init = body
    ? { method, body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }
    : { method }
  const response = await fetch(url, init).catch(() => {
    throw new CommandError(NOT_RUNNING)
  })
  if (response.ok) return response
  const answer = (await response.json().catch(() => null)) as { error?: { message?: string } } | null
  throw new CommandError(answer?.error?.message ?? `The sandbox answered ${response.status}.`)
}

async function* jsonLines(response: Response): AsyncIterable<unknown> {
  let rest = ''
  const decoder = new TextDecoder()
  for await (const chunk of response.body ?? []) {
    rest += decoder.decode(chunk, { stream: true })
    const lines = rest.split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line !== '') yield JSON.parse(line)
  }
}
