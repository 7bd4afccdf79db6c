import type { Config } from '../config.ts'
import type { UrlGuard } from './guard-url.ts'

/** Where webhooks may go in this deployment. */
export function hookGuard({ publicBaseUrl, webhookBaseUrl, allowPrivateEndpoints }: Config): UrlGuard {
  return {
    ownHosts: [publicBaseUrl, webhookBaseUrl].map((origin) => new URL(origin).host),
    allowPrivate: allowPrivateEndpoints,
  }
}
