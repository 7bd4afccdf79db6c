import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import { TimeAgo } from '../../../components/time-ago.tsx'
import type { Customer } from '../../../lib/api-types.ts'
import { formatCount } from '../../../lib/count-words.ts'
import { moneyWords } from '../../../lib/money-words.ts'
import { statusLabel } from '../../../lib/status-words.ts'
import { formatDate, formatMoment } from '../../../lib/time.ts'
import { AccessBadge } from '../access-badge.tsx'
import type { ColumnKey } from './column-choice.ts'

interface Column {
  /** In rem; the customer's own column takes what is left. */
  widthRem: number
  isNumber?: true
  /** The column that the API sorts by. */
  sort?: 'mrr' | 'renewal_date'
  cell: (customer: Customer) => ReactNode
}

const DASH = <span className="text-faint">–</span>

/** How each column shows its value; what they are called and which are chosen stands in column-choice.ts. */
export const COLUMNS: Record<ColumnKey, Column> = {
  stage: { widthRem: 7, cell: ({ stage }) => text(stage) },
  access: { widthRem: 7, cell: ({ access }) => <AccessBadge state={access.state} /> },
  status: {
    widthRem: 8,
    cell: ({ subscription_status: status }) => text(status && statusLabel(status)),
  },
  plan: { widthRem: 8, cell: ({ plan }) => text(plan && (plan.name ?? plan.product ?? plan.price)) },
  quantity: {
    widthRem: 6,
    isNumber: true,
    cell: ({ quantity }) => (quantity === null ? DASH : formatCount(quantity)),
  },
  mrr: { widthRem: 9, isNumber: true, sort: 'mrr', cell: ({ mrr }) => money(mrr) },
  renewal: { widthRem: 8, sort: 'renewal_date', cell: ({ renewal_date }) => date(renewal_date) },
  packages: { widthRem: 10, cell: ({ packages }) => list(packages) },
  tags: { widthRem: 9, cell: ({ tags }) => list(tags) },
  last_payment: {
    widthRem: 9,
    isNumber: true,
    cell: ({ last_payment: paid }) =>
      paid ? <span title={formatMoment(Date.parse(paid.at))}>{moneyWords([paid])}</span> : DASH,
  },
  lifetime_value: { widthRem: 9, isNumber: true, cell: ({ lifetime_value }) => money(lifetime_value) },
  trial_end: { widthRem: 8, cell: ({ trial_end }) => date(trial_end) },
  user_id: { widthRem: 9, cell: ({ user_id }) => id(user_id) },
  external_id: { widthRem: 12, cell: ({ external_id }) => id(external_id) },
  // An import makes everybody on one day: what Stripe says comes first.
  since: { widthRem: 7, cell: ({ stripe_created_at, created_at }) => date(stripe_created_at ?? created_at) },
  updated: { widthRem: 7, cell: ({ updated_at }) => <TimeAgo at={updated_at} /> },
  created: { widthRem: 7, cell: ({ created_at }) => date(created_at) },
}

function text(value: string | null): ReactNode {
  return value === null ? DASH : <Cut text={value} />
}

function list(values: readonly string[]): ReactNode {
  return values.length === 0 ? DASH : <Cut text={values.join(', ')} />
}

function money(amounts: Customer['mrr']): ReactNode {
  return amounts.length === 0 ? DASH : <Cut text={moneyWords(amounts)} />
}

function date(at: string | null): ReactNode {
  if (at === null) return DASH
  const atMs = Date.parse(at)
  return (
    <time dateTime={at} title={formatMoment(atMs)} className="whitespace-nowrap">
      {formatDate(atMs)}
    </time>
  )
}

function id(value: string | null): ReactNode {
  return value === null ? DASH : <Cut text={value} mono />
}

/** In one line, the whole of it as its title. */
function Cut({ text, mono = false }: { text: string; mono?: boolean }) {
  return (
    <span title={text} className={clsx('block truncate', mono && 'font-mono text-xs leading-5.5')}>
      {text}
    </span>
  )
}
