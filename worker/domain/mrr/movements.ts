import type { Money } from '../billing.ts'
import type { Movement, MovementKind } from '../customer.ts'

/**
 * The steps from one value of a customer's MRR to the next, one per currency that changed, by currency. `hadBefore` names
 * the currencies it had MRR in at some time. The amounts carry their sign: the sum of all steps is the present MRR.
 */
export function movementsBetween(
  before: readonly Money[],
  after: readonly Money[],
  hadBefore: readonly string[],
): Pick<Movement, 'kind' | 'currency' | 'amount'>[] {
  const currencies = [...new Set([...before, ...after].map(({ currency }) => currency))].sort()
  return currencies.flatMap((currency) => {
    const [from, to] = [amountIn(before, currency), amountIn(after, currency)]
    if (from === to) return []
    return [{ kind: kindOf(from, to, hadBefore.includes(currency)), currency, amount: to - from }]
  })
}

function amountIn(all: readonly Money[], currency: string): number {
  return all.find((money) => money.currency === currency)?.amount ?? 0
}

function kindOf(from: number, to: number, isBack: boolean): MovementKind {
  if (from === 0) return isBack ? 'reactivation' : 'new'
  if (to === 0) return 'churn'
  return to > from ? 'expansion' : 'contraction'
}
