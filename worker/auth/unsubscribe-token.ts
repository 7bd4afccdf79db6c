import { type AccountId, MODES, type Tenant } from '../domain/ids.ts'
import { type EncryptionKeys, open, seal } from './sealed.ts'

/** Whose mails an address wants no more; only we can have made a token that opens. */
export interface Unsubscribing {
  tenant: Tenant
  email: string
}

const CONTEXT = 'unsubscribe'

/** Where one click ends marketing to an address, without signing in (RFC 8058). */
export async function unsubscribeUrl(
  { encryptionKeys, publicBaseUrl }: { encryptionKeys: EncryptionKeys; publicBaseUrl: string },
  { accountId, mode }: Tenant,
  email: string,
): Promise<string> {
  const token = await seal(encryptionKeys, JSON.stringify([accountId, mode, email]), CONTEXT)
  return `${publicBaseUrl}/api/unsubscribe/${token}`
}

/** Null for a text that is no token of ours. */
export async function openUnsubscribeToken(
  { encryptionKeys }: { encryptionKeys: EncryptionKeys },
  token: string,
): Promise<Unsubscribing | null> {
  try {
    const [accountId, name, email] = JSON.parse(await open(encryptionKeys, token, CONTEXT)) as string[]
    const mode = MODES.find((known) => known === name)
    return accountId && mode && email ? { tenant: { accountId: accountId as AccountId, mode }, email } : null
  } catch {
    return null
  }
}
