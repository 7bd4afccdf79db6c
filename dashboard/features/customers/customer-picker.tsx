import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import type { Mode } from '../../../worker/domain/ids.ts'
import { Button } from '../../components/button.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { TextField } from '../../components/text-field.tsx'
import { customerKeys } from './customer-keys.ts'
import { listCustomers } from './get-customers.ts'
import { type CustomerHead, customerName } from './names.ts'

interface CustomerPickerProps {
  mode: Mode
  label: string
  value: CustomerHead | null
  onPick: (customer: CustomerHead | null) => void
  /** A customer that cannot be meant. */
  leaveOut?: string
}

const SHOWN = 6

function foundQuery(mode: Mode, text: string) {
  return queryOptions({
    queryKey: customerKeys.found(mode, text),
    queryFn: ({ signal }) => listCustomers({ mode, search: text === '' ? {} : { q: text }, limit: SHOWN + 1, signal }),
    placeholderData: keepPreviousData,
  })
}

/** Finds one customer by name, e-mail or id. */
export function CustomerPicker({ mode, label, value, onPick, leaveOut }: CustomerPickerProps) {
  const [text, setText] = useState('')
  const found = useQuery({ ...foundQuery(mode, useDeferredValue(text.trim())), enabled: value === null })
  const customers = (found.data?.data ?? []).filter(({ id }) => id !== leaveOut).slice(0, SHOWN)

  if (value)
    return (
      <div className="flex flex-col gap-1">
        <p className="text-sm font-medium">{label}</p>
        <p className="flex items-center justify-between gap-3 rounded-md border border-line-strong px-3 py-2">
          <Who customer={value} />
          <Button onClick={() => onPick(null)} className="h-7 px-2 text-xs">
            Another one
          </Button>
        </p>
      </div>
    )
  return (
    <div className="flex flex-col gap-2">
      <TextField
        type="search"
        label={label}
        placeholder="Name, e-mail or any id"
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {found.isPending && <Skeleton className="h-24" />}
      {found.isError && <p className="text-sm text-bad">{found.error.message}</p>}
      {found.data && customers.length === 0 && <p className="text-sm text-soft">No customer matches.</p>}
      <ul aria-label="Customers found" className="flex flex-col">
        {customers.map((customer) => (
          <li key={customer.id}>
            <button
              type="button"
              onClick={() => onPick(customer)}
              className="flex w-full items-center gap-2 rounded-md px-3 py-1.5 text-left hover:bg-sunken focus-visible:-outline-offset-2"
            >
              <Who customer={customer} />
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Who({ customer }: { customer: CustomerHead }) {
  const { id, name, email, user_id } = customer
  const others = [name && email, user_id, id].filter((one) => one && one !== customerName(customer))
  return (
    <span className="min-w-0">
      <span className="block truncate font-medium">{customerName(customer)}</span>
      <span className="block truncate text-xs text-faint">{others.join(' · ')}</span>
    </span>
  )
}
