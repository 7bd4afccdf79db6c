import { isJsonObject, type JsonObject } from '../../domain/json.ts'
import { isoOfSecondsOrNull } from '../../domain/times.ts'
import { readCharge } from '../../stripe/normalise/charge.ts'
import { readInvoice } from '../../stripe/normalise/invoice.ts'
import { integer, listData, text } from '../../stripe/normalise/read.ts'
import { type Present, present } from './present.ts'

/** Amounts in minor units of `currency`. */
export type MailInvoice = Present<{
  id: string
  number: string
  status: string
  hosted_url: string
  pdf_url: string
  total: number
  amount_due: number
  amount_paid: number
  amount_remaining: number
  currency: string
  created_at: string
  due_date: string
  lines: MailLine[]
}>

export type MailLine = Present<{ description: string; amount: number; quantity: number }>

/** Amounts in minor units of `currency`. */
export type MailCharge = Present<{
  id: string
  amount: number
  amount_refunded: number
  currency: string
  card: Present<{ brand: string; last4: string }>
  failure_message: string
  receipt_url: string
  created_at: string
}>

export function mailInvoiceOf(invoice: JsonObject): MailInvoice {
  const { status, total, amount_due, amount_paid, amount_remaining, currency, created } = readInvoice(invoice)
  return present({
    ...{ id: text(invoice.id), number: text(invoice.number), status },
    ...{ hosted_url: text(invoice.hosted_invoice_url), pdf_url: text(invoice.invoice_pdf) },
    ...{ total, amount_due, amount_paid, amount_remaining, currency },
    ...{ created_at: isoOfSecondsOrNull(created), due_date: isoOfSecondsOrNull(integer(invoice.due_date)) },
    lines: listData(invoice.lines).map(mailLineOf),
  })
}

function mailLineOf(line: JsonObject): MailLine {
  return present({
    description: text(line.description),
    amount: integer(line.amount),
    quantity: integer(line.quantity),
  })
}

export function mailChargeOf(charge: JsonObject): MailCharge {
  const { amount, amount_refunded, currency, created } = readCharge(charge)
  return present({
    ...{ id: text(charge.id), amount, amount_refunded, currency, card: cardOf(charge) },
    ...{ failure_message: text(charge.failure_message), receipt_url: text(charge.receipt_url) },
    created_at: isoOfSecondsOrNull(created),
  })
}

/** Under `payment_method_details` since 2019; before, the card was the `source`. */
function cardOf({ payment_method_details: details, source }: JsonObject): MailCharge['card'] | null {
  const card = isJsonObject(details) ? details.card : source
  if (!isJsonObject(card)) return null
  const shown = present({ brand: text(card.brand), last4: text(card.last4) })
  return shown.last4 === undefined ? null : shown
}
