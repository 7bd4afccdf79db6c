const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']

/**
 * Whether a Cloudflare cron expression is due in the minute of `time`, in UTC. Weekdays count 1–7 from Sunday, unlike
 * Unix; where both day of month and weekday are restricted, either one will do. Throws for an expression it cannot read.
 */
export function isCronDue(expression: string, time: Date): boolean {
  const fields = expression.trim().split(/\s+/)
  const [minute, hour, dayOfMonth, month, weekday] = fields
  if (fields.length !== 5 || !minute || !hour || !dayOfMonth || !month || !weekday)
    throw new Error(`Cron expression "${expression}" must have five fields.`)
  const onDayOfMonth = fieldMatches(dayOfMonth, time.getUTCDate(), { min: 1, max: 31 })
  const onWeekday = fieldMatches(weekday, time.getUTCDay() + 1, { min: 1, max: 7, names: WEEKDAYS })
  const eitherDay = dayOfMonth !== '*' && weekday !== '*'
  return (
    fieldMatches(minute, time.getUTCMinutes(), { min: 0, max: 59 }) &&
    fieldMatches(hour, time.getUTCHours(), { min: 0, max: 23 }) &&
    fieldMatches(month, time.getUTCMonth() + 1, { min: 1, max: 12, names: MONTHS }) &&
    (eitherDay ? onDayOfMonth || onWeekday : onDayOfMonth && onWeekday)
  )
}

interface FieldRange {
  min: number
  max: number
  /** Names that stand for min, min + 1, … */
  names?: readonly string[]
}

function fieldMatches(field: string, value: number, range: FieldRange): boolean {
  return field.split(',').some((part) => {
    const [, span = '', step] = /^([^/]+)(?:\/(\d+))?$/.exec(part) ?? []
    const [first = '', last] = span.split('-')
    const from = first === '*' ? range.min : parseNumber(first, range, field)
    // "5/10" means from 5 to the end in steps of 10, "5" means 5 alone.
    const openEnd = first === '*' || step !== undefined ? range.max : from
    const to = last === undefined ? openEnd : parseNumber(last, range, field)
    return value >= from && value <= to && (value - from) % Number(step ?? 1) === 0
  })
}

function parseNumber(text: string, { min, max, names }: FieldRange, field: string): number {
  const named = names?.indexOf(text.toUpperCase()) ?? -1
  const value = named >= 0 ? min + named : /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (!(value >= min && value <= max)) throw new Error(`Cron field "${field}" is not between ${min} and ${max}.`)
  return value
}
