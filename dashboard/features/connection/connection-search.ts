import * as z from 'zod/mini'
import { OAUTH_RESULTS } from './connect/oauth-result.ts'
import { WAYS } from './connect/way-words.ts'

/** The address of the connection's page: which way is open, and what came back from Stripe. Nonsense is passed over. */
export const connectionSearch = z.object({
  way: z.catch(z.optional(z.enum(WAYS)), undefined),
  oauth: z.catch(z.optional(z.enum(OAUTH_RESULTS)), undefined),
  pending: z.catch(z.optional(z.string().check(z.regex(/^[A-Za-z0-9_-]{1,100}$/))), undefined),
  error: z.catch(z.optional(z.string().check(z.regex(/^[a-z_]{1,40}$/))), undefined),
  stripe_account: z.catch(z.optional(z.string().check(z.regex(/^acct_[A-Za-z0-9]{1,60}$/))), undefined),
})
export type ConnectionSearch = z.infer<typeof connectionSearch>
