import type { CustomerAnswer, CustomerRefusal } from '../../account/customer-rpc.ts'
import type { StoredCustomer } from '../../domain/customer.ts'
import { readCustomer } from '../../readmodel/customers.ts'
import { planNameOf, readPlanNames } from '../../readmodel/plan-names.ts'
import { ProblemError } from '../errors.ts'
import type { AppContext } from '../middleware/context.ts'
import type { Customer } from '../schemas/customer.ts'
import { presentCustomer } from '../schemas/customer-view.ts'

/** Who asks, as changes name it. */
export function askerOf({ var: { actor } }: AppContext): string {
  return actor.type === 'operator' ? 'operator' : `key:${actor.id}`
}

export function noSuchCustomer(c: AppContext): ProblemError {
  return new ProblemError('not_found', `There is no such customer in ${c.var.tenant.mode} mode.`)
}

/** Of one that was merged away, the customer that took it over; 404 where there is none. */
export async function storedCustomer(c: AppContext, id: string): Promise<StoredCustomer> {
  const stored = await readCustomer(c.env.DB, c.var.tenant, id)
  if (!stored) throw noSuchCustomer(c)
  return stored
}

export async function describeCustomer(c: AppContext, stored: StoredCustomer): Promise<Customer> {
  const names = await readPlanNames(c.env.DB, c.var.tenant, [stored])
  return presentCustomer(stored, planNameOf(names, stored.plan))
}

/** The customer after a command, or the end of the request where the command was refused. */
export async function customerOrRefuse(c: AppContext, answer: CustomerAnswer): Promise<Customer> {
  if (!answer.ok) throw refusalOf(c, answer)
  return describeCustomer(c, answer.customer)
}

function refusalOf(c: AppContext, refusal: CustomerRefusal): ProblemError {
  switch (refusal.reason) {
    case 'not_found':
      return noSuchCustomer(c)
    case 'erased':
      return erased()
    case 'not_mergeable':
      return new ProblemError(
        'customers_not_mergeable',
        'A customer cannot be merged with itself, nor with one that was erased.',
      )
    case 'taken':
      return taken(refusal)
  }
}

export function erased(): ProblemError {
  return new ProblemError('customer_erased', 'This customer was erased: nothing about it can be changed any more.')
}

function taken({ field, customer }: Extract<CustomerRefusal, { reason: 'taken' }>): ProblemError {
  const code = `${field}_taken` as const
  const message = `The customer ${customer} has it: choose another, or merge the two.`
  return new ProblemError(code, `${field}: ${message}`, { errors: [{ pointer: `/${field}`, code, message }] })
}
