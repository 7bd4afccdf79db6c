import { z } from '@hono/zod-openapi'
import type { CustomerPatch, NewCustomer } from '../../account/customer-rpc.ts'
import { ACCESS_STATES, DERIVED_FIELDS } from '../../domain/customer.ts'
import { isoOfMs } from '../../domain/times.ts'
import { absoluteTime, opaqueId } from './common.ts'
import { given } from './given.ts'
import { packageList } from './packages.ts'
import { breach, emailAddress, lineOfText } from './text.ts'

export const MAX_FIELDS = 100
const MAX_TAGS = 50
const MAX_FIELD_CHARS = 2_000
const FIELD_RESERVED = 'Billhook derives this field itself: choose another name.'
export const FIELD_NAME = /^[A-Za-z][A-Za-z0-9_]{0,63}$/

const fieldName = z.string().regex(FIELD_NAME, 'A letter, then letters, digits and _, at most 64 characters')

/** A value of the account's own; null takes a field away. */
export const fieldValue = z.union([z.string().max(MAX_FIELD_CHARS), z.number(), z.boolean(), z.null()], {
  error: `A text of at most ${MAX_FIELD_CHARS} characters, a number, true, false or null`,
})

/** The name of a field that Billhook does not derive itself. */
export const ownFieldName = fieldName.superRefine((name, context) => {
  if (isDerived(name)) context.addIssue(breach('field_reserved', FIELD_RESERVED))
})

const ownFields = z.record(fieldName, fieldValue).superRefine((fields, context) => {
  const names = Object.keys(fields)
  for (const name of names.filter(isDerived)) context.addIssue(breach('field_reserved', FIELD_RESERVED, [name]))
  if (names.length > MAX_FIELDS) {
    context.addIssue(breach('too_many_fields', `A customer has at most ${MAX_FIELDS} fields of its own.`))
  }
})

export const tag = lineOfText(60)
const tags = z.array(tag).max(MAX_TAGS)
const kind = z.enum(['user', 'account'])

const person = {
  name: lineOfText(255).nullable().optional(),
  email: emailAddress.nullable().optional(),
  user_id: lineOfText(255).nullable().optional(),
}

function isDerived(name: string): boolean {
  return (DERIVED_FIELDS as readonly string[]).includes(name)
}

const IDENTIFYING = ['name', 'email', 'external_id', 'user_id'] as const

export const newCustomerInput = z
  .strictObject({
    ...person,
    /** A Stripe customer id: its events belong to this customer from now on. */
    external_id: lineOfText(255).nullable().optional(),
    kind: kind.nullable().optional(),
    fields: ownFields.optional(),
    tags: tags.optional(),
  })
  .superRefine((input, context) => {
    if (IDENTIFYING.every((member) => (input[member] ?? null) === null)) {
      context.addIssue(breach('required', `Send at least one of ${IDENTIFYING.join(', ')}.`))
    }
  })

function override<T extends z.ZodType>(value: T) {
  return z
    .strictObject({
      value,
      /** Null or left out: until it is taken back. */
      until: absoluteTime.nullable().optional(),
      reason: lineOfText(500).nullable().optional(),
    })
    .nullable()
    .optional()
}

export const customerPatchInput = z.strictObject({
  ...person,
  external_id: lineOfText(255).optional(),
  kind: kind.optional(),
  /** Merged by name; a field that is null goes away. */
  fields: ownFields.optional(),
  tags: tags.optional(),
  /** Values set by hand; null takes one back. */
  overrides: z
    .strictObject({
      access: override(z.enum(ACCESS_STATES)),
      /** One of the stages of the settings, or null for none. */
      stage: override(z.string().trim().min(1).max(60).nullable()),
      packages: override(packageList),
    })
    .optional(),
})
export type CustomerPatchInput = z.infer<typeof customerPatchInput>

export const mergeInput = z.strictObject({
  /** The customer that stays. */
  into: opaqueId,
})

export function newCustomerOf(input: z.infer<typeof newCustomerInput>): NewCustomer {
  return {
    name: input.name ?? null,
    email: input.email ?? null,
    external_id: input.external_id ?? null,
    user_id: input.user_id ?? null,
    kind: input.kind ?? null,
    fields: input.fields ?? {},
    tags: input.tags ?? [],
  }
}

export function customerPatchOf({ overrides, ...input }: CustomerPatchInput): CustomerPatch {
  return { ...given(input), ...(overrides && { overrides: overridesOf(overrides) }) }
}

function overridesOf(overrides: NonNullable<CustomerPatchInput['overrides']>): NonNullable<CustomerPatch['overrides']> {
  return Object.fromEntries(
    Object.entries(overrides).map(([field, override]) => [
      field,
      override && {
        value: override.value,
        until: override.until ? isoOfMs(Date.parse(override.until)) : null,
        reason: override.reason ?? null,
      },
    ]),
  )
}
