import { z } from '@hono/zod-openapi'
import {
  CONDITION_FIELDS,
  type FieldKind,
  kindOfField,
  OPS_OF_KIND,
  ORDER_OPS,
  OWN_PREFIX,
} from '../../domain/condition-fields.ts'
import { type ConditionValue, OPS, type Op } from '../../domain/segment.ts'
import { absoluteTime } from './common.ts'
import { FIELD_NAME } from './customer-input.ts'
import { breach } from './text.ts'

const MAX_ENTRIES = 100
const days = z.int().min(0).max(3650)

/** From now. */
export const moment = z.union([z.strictObject({ days_ago: days }), z.strictObject({ days_ahead: days })])

const text = z.string().min(1).max(255)
const flag = z.boolean()

/** Which values an op takes; `says` is what to send. */
interface Expected {
  schema: z.ZodType<ConditionValue>
  says: string
}

const IS_SET: Expected = { schema: flag, says: 'true or false' }
const TEXT: Expected = { schema: text, says: 'a text of 1 to 255 characters' }
const NUMBER: Expected = { schema: z.number(), says: 'a number' }
const AMOUNT: Expected = { schema: z.int(), says: 'a whole number of minor units' }
const MOMENT: Expected = {
  schema: z.union([absoluteTime, moment]),
  says: 'a time such as 2026-11-21T19:00:00Z, {"days_ago": n} or {"days_ahead": n} with n from 0 to 3650',
}
const SCALAR: Expected = { schema: z.union([text, z.number(), flag]), says: 'a text, a number, true or false' }

function listOf({ schema, says }: { schema: z.ZodType<string | number>; says: string }): Expected {
  return { schema: z.array(schema).min(1).max(MAX_ENTRIES), says: `a list of 1 to ${MAX_ENTRIES}, each ${says}` }
}

const TEXTS = listOf({ schema: text, says: TEXT.says })
const NUMBERS = listOf({ schema: z.number(), says: NUMBER.says })
const AMOUNTS = listOf({ schema: z.int(), says: AMOUNT.says })
const EITHER = listOf({ schema: z.union([text, z.number()]), says: 'a text or a number' })

function expectedOf(kind: FieldKind, op: Op): Expected {
  if (op === 'is_set') return IS_SET
  if (kind === 'moment') return MOMENT
  if (op === 'contains') return TEXT
  if (kind === 'own') return op === 'in' ? EITHER : ORDER_OPS.includes(op) ? NUMBER : SCALAR
  if (kind === 'money') return op === 'in' ? AMOUNTS : AMOUNT
  if (kind === 'number') return op === 'in' ? NUMBERS : NUMBER
  return op === 'in' ? TEXTS : TEXT
}

/** Of `event.…`: names and places in lists, as `event.data.lines.data.0.amount`. */
const EVENT_FIELD = /^event(\.[A-Za-z0-9_-]{1,64}){1,10}$/

const conditionShape = z.strictObject({
  field: z.string().min(1).max(100),
  op: z.enum(OPS),
  value: z.unknown().openapi({
    description: `A text, a number, true or false, ${MOMENT.says}; for "in" a list.`,
    anyOf: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }, { type: 'array' }, { type: 'object' }],
  }),
})

/** A field of a customer that exists, an op that fits it, and a value that fits the op. */
export const conditionInput = conditionShape.superRefine((condition, context) =>
  checkCondition(condition, knownKind(condition.field), context),
)

/** The same, or a value of what happened: `event.<path>`, which may be anything. */
export const actionConditionInput = conditionShape.superRefine((condition, context) => {
  const kind = EVENT_FIELD.test(condition.field) ? 'own' : knownKind(condition.field)
  checkCondition(condition, kind, context, ', and event.<path>')
})

function checkCondition(
  { field, op, value }: z.infer<typeof conditionShape>,
  kind: FieldKind | null,
  context: z.core.$RefinementCtx,
  more = '',
): void {
  if (!kind) {
    const message = `There is no such field: there are ${Object.keys(CONDITION_FIELDS).join(', ')} and ${OWN_PREFIX}<name>${more}.`
    context.addIssue(breach('unknown_field', message, ['field']))
    return
  }
  const ops = OPS_OF_KIND[kind]
  if (!ops.includes(op)) {
    context.addIssue(breach('op_unfit', `"${field}" can be asked by ${ops.join(', ')}.`, ['op']))
    return
  }
  const expected = expectedOf(kind, op)
  if (!expected.schema.safeParse(value).success) {
    context.addIssue(breach('value_unfit', `"${op}" of "${field}" takes ${expected.says}.`, ['value']))
  }
}

function knownKind(field: string): FieldKind | null {
  const kind = kindOfField(field)
  return kind === 'own' && !FIELD_NAME.test(field.slice(OWN_PREFIX.length)) ? null : kind
}
