/** An exact rational number in lowest terms; the denominator is positive. */
export interface Fraction {
  readonly numerator: bigint
  readonly denominator: bigint
}

export const ZERO: Fraction = { numerator: 0n, denominator: 1n }
export const ONE: Fraction = { numerator: 1n, denominator: 1n }

const DECIMAL = /^(-?\d+)(?:\.(\d+))?$/

/** Throws a RangeError for a denominator of zero. */
export function fraction(numerator: bigint, denominator = 1n): Fraction {
  if (denominator === 0n) throw new RangeError('A fraction has no denominator of zero.')
  const shared = greatestDivisor(numerator, denominator) * (denominator < 0n ? -1n : 1n)
  return { numerator: numerator / shared, denominator: denominator / shared }
}

/** Throws a RangeError for what is no whole number. */
export function whole(value: number): Fraction {
  return fraction(BigInt(value))
}

/** Digits with at most one point, as Stripe writes decimals; throws a RangeError for anything else. */
export function fromDecimal(text: string): Fraction {
  const [, integer, places = ''] = DECIMAL.exec(text) ?? []
  if (integer === undefined) throw new RangeError(`No decimal: ${text.slice(0, 40)}`)
  return fraction(BigInt(integer + places), 10n ** BigInt(places.length))
}

export function add(a: Fraction, b: Fraction): Fraction {
  return fraction(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator)
}

export function subtract(a: Fraction, b: Fraction): Fraction {
  return fraction(a.numerator * b.denominator - b.numerator * a.denominator, a.denominator * b.denominator)
}

export function multiply(a: Fraction, b: Fraction): Fraction {
  return fraction(a.numerator * b.numerator, a.denominator * b.denominator)
}

/** Throws a RangeError where `b` is zero. */
export function divide(a: Fraction, b: Fraction): Fraction {
  return fraction(a.numerator * b.denominator, a.denominator * b.numerator)
}

export function sum(all: readonly Fraction[]): Fraction {
  return all.reduce(add, ZERO)
}

/** Negative where `a` is the smaller, 0 where they are equal. */
export function compare(a: Fraction, b: Fraction): number {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

/** To the nearest whole number, halves up: for amounts, which are never negative. */
export function roundHalfUp({ numerator, denominator }: Fraction): number {
  return Number((2n * numerator + denominator) / (2n * denominator))
}

function greatestDivisor(a: bigint, b: bigint): bigint {
  let [left, right] = [a < 0n ? -a : a, b < 0n ? -b : b]
  while (right > 0n) [left, right] = [right, left % right]
  return left
}
