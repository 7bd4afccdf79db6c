import { type Bindings, configOf } from '../config.ts'
import { createTransport } from '../mail/create-transport.ts'
import type { MailTransport } from '../mail/transport.ts'

/** How mails leave this deployment; null: it has no way. */
export function transportOf(env: Bindings): MailTransport | null {
  const { transport } = configOf(env).mail
  if (!transport) return null
  return createTransport(transport, {
    fetch: (url, init) => fetch(url, init),
    nowMs: () => Date.now(),
    ...(env.EMAIL && { email: env.EMAIL }),
  })
}
