import { createServer } from 'node:net'

export const LOOPBACK = '127.0.0.1'

export type PortState = 'free' | 'in_use' | 'not_allowed'

/** Whether "localhost" can be served on `port`; somebody on ::1 alone would take the browser's first try. */
export async function portState(port: number): Promise<PortState> {
  const code = await tryListen(port, LOOPBACK)
  if (code !== null) return code === 'EADDRINUSE' ? 'in_use' : 'not_allowed'
  return (await tryListen(port, '::1')) === 'EADDRINUSE' ? 'in_use' : 'free'
}

/** `wanted` when it is free and not in `taken`, else one the system chooses. */
export async function findFreePort(
  wanted: number,
  { taken = [] }: { taken?: readonly number[] } = {},
): Promise<number> {
  if (!taken.includes(wanted) && (await portState(wanted)) === 'free') return wanted
  const port = await anyPort()
  return taken.includes(port) ? findFreePort(wanted, { taken }) : port
}

/** The error's code, or null when listening works. */
function tryListen(port: number, host: string): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(null)))
  })
}

function anyPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, LOOPBACK, () => {
      const address = server.address()
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })
}
