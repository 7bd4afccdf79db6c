/** `The last 12 months`, `The last 3 years`, `None`. */
export function monthsWords(months: number): string {
  if (months === 0) return 'None'
  if (months === 1) return 'The last month'
  return months >= 24 && months % 12 === 0 ? `The last ${months / 12} years` : `The last ${months} months`
}
