import type { Customer } from '../../../lib/api-types.ts'

/** What it takes to name a customer. */
export type CustomerHead = Pick<Customer, 'id' | 'name' | 'email' | 'user_id'>
