import type { Person } from './mail-life.ts'

/** Subjects of a life that begins on 1 January of `year` and ends with February, as `automateMails` words them. */
export function expectedMails(year: number): Record<Person, string[]> {
  const on = (day: string): string => `${day}, ${year}`
  const renews = (plan: string, day: string): string =>
    `mailer subscription.renewing: ${plan}, 7 days before ${on(day)}`
  const announced = (amount: string, day: string): string => `crm invoice.upcoming: ${amount} on ${on(day)}`
  const paid = (amount: string, day: string): string[] => [
    `mailer payment.succeeded: ${amount} on ${on(day)}`,
    `crm stripe:charge.succeeded: ${amount} on ${on(day)}`,
  ]
  const began = (plan: string, status = 'active'): string[] => [
    `mailer subscription.created: ${plan} is ${status}`,
    `crm stripe:customer.subscription.created: ${plan} is ${status}`,
  ]
  const ended = (plan: string, day: string): string[] => [
    `mailer subscription.canceled: ${plan} ended on ${on(day)}`,
    `crm stripe:customer.subscription.deleted: ${plan} ended on ${on(day)}`,
  ]
  const both = (what: string): string[] => [`mailer ${what}`, `crm ${what}`]
  const failed = (amount: string, attempt: number, day: string, again: string | null): string[] => [
    `mailer payment.failed: ${amount}, attempt ${attempt}, ${again === null ? 'the last' : `again on ${on(again)}`}`,
    `crm stripe:charge.failed: ${amount} on ${on(day)}`,
  ]
  return {
    tina: [
      ...began('Pro', 'trialing'),
      announced('€19.99', 'January 15'),
      ...both(`subscription.trial_ending: 3 days before ${on('January 15')}`),
      ...paid('€19.99', 'January 15'),
      renews('Pro', 'February 15'),
      announced('€19.99', 'February 15'),
      ...ended('Pro', 'February 11'),
    ],
    yuri: [
      ...began('Two months'),
      ...paid('$1,200.00', 'January 1'),
      renews('Two months', 'March 1'),
      announced('$1,200.00', 'March 1'),
      ...paid('$1,200.00', 'March 1'),
    ],
    paul: [
      ...began('Basic'),
      ...paid('$9.00', 'January 1'),
      `crm subscription.plan_changed: Team since ${on('January 6')}`,
      // 26 of 31 days: $41.10 for Team less $7.55 of Basic.
      ...paid('$33.55', 'January 6'),
      renews('Team', 'February 1'),
      announced('$49.00', 'February 1'),
      ...paid('$49.00', 'February 1'),
      ...ended('Team', 'February 11'),
    ],
    // A renewal that a cancel comes before is neither announced nor reminded of.
    carl: [...began('Basic'), ...paid('$9.00', 'January 1'), ...ended('Basic', 'February 1')],
    fred: [
      ...began('Paper'),
      ...paid('¥4,900', 'January 1'),
      renews('Paper', 'February 1'),
      announced('¥4,900', 'February 1'),
      ...failed('¥4,900', 1, 'February 1', 'February 4'),
      ...failed('¥4,900', 2, 'February 4', 'February 6'),
      ...paid('¥4,900', 'February 6'),
      ...ended('Paper', 'February 11'),
    ],
    // Stripe gives up after the fourth attempt, and ends the subscription.
    gina: [
      ...began('Pro'),
      ...paid('€19.99', 'January 1'),
      renews('Pro', 'February 1'),
      announced('€19.99', 'February 1'),
      ...failed('€19.99', 1, 'February 1', 'February 4'),
      ...failed('€19.99', 2, 'February 4', 'February 6'),
      ...failed('€19.99', 3, 'February 6', 'February 8'),
      ...failed('€19.99', 4, 'February 8', null),
      ...ended('Pro', 'February 8'),
    ],
    // Two subscriptions, each with days of its own.
    dora: [
      ...began('Basic'),
      ...paid('$9.00', 'January 1'),
      ...began('Team'),
      ...paid('$49.00', 'January 11'),
      renews('Basic', 'February 1'),
      announced('$9.00', 'February 1'),
      ...paid('$9.00', 'February 1'),
      renews('Team', 'February 11'),
      announced('$49.00', 'February 11'),
      ...ended('Basic', 'February 10'),
      ...ended('Team', 'February 10'),
    ],
    rita: [
      ...began('Basic'),
      ...paid('$9.00', 'January 1'),
      ...both('charge.refunded: $3.00 of $9.00'),
      ...both('charge.refunded: $6.00 of $9.00'),
      ...ended('Basic', 'January 7'),
    ],
    // Whose first payment is declined has not begun, and was not let down by a payment either.
    ina: [
      'crm stripe:customer.subscription.created: Basic is incomplete',
      `crm stripe:charge.failed: $9.00 on ${on('January 1')}`,
    ],
  }
}
