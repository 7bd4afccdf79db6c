import { OVERRIDE_FIELDS, type Override, type OverrideField } from './customer.ts'
import { type CustomerRecord, emailOf, nameOf } from './customer-record.ts'

/** What a person changed of a customer, a sentence each. They hold what that person wrote: erasing takes them away. */
export function handWords(before: CustomerRecord, after: CustomerRecord): string[] {
  return [
    ...OVERRIDE_FIELDS.flatMap((field) => overrideWords(field, before.overrides[field], after.overrides[field])),
    ...tagWords(before.tags, after.tags),
    ...changed('E-mail', emailOf(before), emailOf(after)),
    ...changed('Name', nameOf(before), nameOf(after)),
    ...changed('User id', before.userId, after.userId),
    ...(after.kind === before.kind ? [] : [`Kind set to ${after.kind}.`]),
    ...fieldWords(before.fields, after.fields),
    ...after.pinned.filter((id) => !before.pinned.includes(id)).map((id) => `Stripe customer ${id} linked.`),
  ]
}

const OVERRIDDEN: Record<OverrideField, string> = { access: 'Access', stage: 'Stage', packages: 'Packages' }

function overrideWords(field: OverrideField, before: Override | undefined, after: Override | undefined): string[] {
  if (before === after) return []
  const what = OVERRIDDEN[field]
  if (after) {
    const until = after.until === null ? '' : ` until ${after.until.slice(0, 10)}`
    const why = after.reason === null ? '' : `: ${after.reason}`
    return [sentence(`${what} set to ${setTo(after)} by hand${until}${why}`)]
  }
  return before ? [`${what}: what was set by hand (${setTo(before)}) is taken back.`] : []
}

function setTo({ value }: Override): string {
  return Array.isArray(value) ? listed(value) : (value ?? 'none')
}

function tagWords(before: readonly string[], after: readonly string[]): string[] {
  const added = after.filter((tag) => !before.includes(tag))
  const removed = before.filter((tag) => !after.includes(tag))
  const parts = [
    ...(added.length > 0 ? [`${listed(added)} added`] : []),
    ...(removed.length > 0 ? [`${listed(removed)} removed`] : []),
  ]
  return parts.length > 0 ? [`Tags: ${parts.join(', ')}.`] : []
}

/** A timeline is for reading: of many fields the first are told. */
const FIELDS_TOLD = 10

function fieldWords(before: CustomerRecord['fields'], after: CustomerRecord['fields']): string[] {
  const all = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
  const told = all.flatMap((key) => changed(`Field ${key}`, before[key]?.value, after[key]?.value))
  const more = told.length - FIELDS_TOLD
  return more > 0 ? [...told.slice(0, FIELDS_TOLD), `Further fields changed: ${more}.`] : told
}

function changed(what: string, from: unknown, to: unknown): string[] {
  return (from ?? null) === (to ?? null) ? [] : [sentence(`${what}: ${said(from)} → ${said(to)}`)]
}

const CHARS_TOLD = 80

function said(value: unknown): string {
  const text = String(value ?? 'none').replace(/\s+/g, ' ')
  return text.length > CHARS_TOLD ? `${text.slice(0, CHARS_TOLD)}…` : text
}

function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`
}

const NAMES_TOLD = 10

function listed(names: readonly string[]): string {
  if (names.length === 0) return 'none'
  if (names.length > NAMES_TOLD) return `${names.slice(0, NAMES_TOLD).join(', ')} and ${names.length - NAMES_TOLD} more`
  return [...names.slice(0, -2), names.slice(-2).join(' and ')].join(', ')
}
