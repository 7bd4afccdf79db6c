import { Search } from 'lucide-react'
import { type FormEvent, useRef, useState } from 'react'
import { DELIVERY_STATUSES } from '../../../worker/domain/delivery/delivery.ts'
import { FilterChips } from '../../components/filter-chips.tsx'
import { Kbd } from '../../components/kbd.tsx'
import { Select } from '../../components/select.tsx'
import { CHANNEL_WORDS, DELIVERY_WORDS } from '../../lib/delivery-words.ts'
import { useShortcuts } from '../../lib/shortcuts.ts'
import { CHANNELS, changeFilter, type DeliverySearch, filterChips } from './delivery-filter.ts'

interface DeliveryFilterBarProps {
  search: DeliverySearch
  /** Of an automation or endpoint. */
  nameOf: (id: string) => string
  onSearch: (search: DeliverySearch) => void
}

/** Every choice goes into the address; the back button takes it back. */
export function DeliveryFilterBar({ search, nameOf, onSearch }: DeliveryFilterBarProps) {
  const [text, setText] = useState('')
  const input = useRef<HTMLInputElement>(null)
  const change = (changes: DeliverySearch) => onSearch(changeFilter(search, changes))
  useShortcuts([{ keys: '/', label: 'Search deliveries', group: 'This page', run: () => input.current?.focus() }])

  function submit(event: FormEvent) {
    event.preventDefault()
    if (text.trim() === '') return
    change({ q: text.trim() })
    setText('')
  }

  return (
    <div className="mb-4 flex flex-col gap-3">
      <div className="flex flex-wrap items-start gap-2">
        <search className="min-w-0 flex-[1_1_16rem]">
          <form onSubmit={submit} className="relative">
            <Search aria-hidden className="pointer-events-none absolute top-2.5 left-2.5 size-4 text-faint" />
            <input
              ref={input}
              type="search"
              enterKeyHint="search"
              aria-label="Search deliveries by recipient"
              placeholder="Address or URL"
              autoComplete="off"
              spellCheck={false}
              value={text}
              onChange={(event) => setText(event.target.value)}
              onKeyDown={(event) => {
                if (event.key !== 'Escape') return
                setText('')
                event.currentTarget.blur()
              }}
              className="control w-full pr-9 pl-8 [&::-webkit-search-cancel-button]:hidden"
            />
            <span aria-hidden className="pointer-events-none absolute inset-y-0 right-2.5 flex items-center">
              <Kbd keys={text ? '↵' : '/'} />
            </span>
          </form>
        </search>
        <Select
          aria-label="Status"
          value={search.status ?? ''}
          onChange={(event) => change({ status: (event.target.value || undefined) as DeliverySearch['status'] })}
        >
          <option value="">Any status</option>
          {DELIVERY_STATUSES.map((status) => (
            <option key={status} value={status}>
              {DELIVERY_WORDS[status].label}
            </option>
          ))}
        </Select>
        <Select
          aria-label="Channel"
          value={search.channel ?? ''}
          onChange={(event) => change({ channel: (event.target.value || undefined) as DeliverySearch['channel'] })}
        >
          <option value="">Mails and webhooks</option>
          {CHANNELS.map((channel) => (
            <option key={channel} value={channel}>
              {CHANNEL_WORDS[channel]}s
            </option>
          ))}
        </Select>
      </div>
      <FilterChips
        chips={filterChips(search, nameOf)}
        onRemove={(key) => change({ [key]: undefined })}
        onClear={() => onSearch({})}
      />
    </div>
  )
}
