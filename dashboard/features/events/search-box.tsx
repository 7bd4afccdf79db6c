import { Search } from 'lucide-react'
import { type FormEvent, useRef, useState } from 'react'
import { Kbd } from '../../components/kbd.tsx'
import { readSearch, type SearchIntent } from '../../lib/read-search.ts'
import { useShortcuts } from '../../lib/shortcuts.ts'

interface SearchBoxProps {
  onSearch: (intent: SearchIntent) => void
}

/** One box for everything; below it stands what Enter will do with what was typed. */
export function SearchBox({ onSearch }: SearchBoxProps) {
  const [text, setText] = useState('')
  const input = useRef<HTMLInputElement>(null)
  const intent = readSearch(text)
  useShortcuts([{ keys: '/', label: 'Search events', group: 'This page', run: () => input.current?.focus() }])

  function submit(event: FormEvent) {
    event.preventDefault()
    if (!intent) return
    onSearch(intent)
    setText('')
  }

  return (
    <search className="min-w-0 flex-[1_1_18rem]">
      <form onSubmit={submit} className="relative">
        <Search aria-hidden className="pointer-events-none absolute top-2.5 left-2.5 size-4 text-faint" />
        <input
          ref={input}
          type="search"
          enterKeyHint="search"
          aria-label="Search events by id, type or text"
          aria-describedby="event-search-hint"
          placeholder="Id, type or text"
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
          <Kbd keys={intent ? '↵' : '/'} />
        </span>
        <p
          id="event-search-hint"
          className={
            intent
              ? 'absolute inset-x-0 top-full z-20 mt-1 truncate rounded-md border border-line bg-surface px-2.5 py-1.5 text-xs text-soft shadow-float'
              : 'sr-only'
          }
        >
          {intent ? intentWords(intent) : 'Press Enter to search'}
        </p>
      </form>
    </search>
  )
}

function intentWords(intent: SearchIntent): string {
  switch (intent.kind) {
    case 'event':
      return `Enter opens the event ${intent.id}`
    case 'customer':
      return `Enter opens the customer ${intent.id}`
    case 'stripe_customer':
      return `Enter shows events of the Stripe customer ${intent.id}`
    case 'object':
      return `Enter shows events about ${intent.id}`
    case 'type':
      return `Enter shows events of type ${intent.type}`
    case 'text':
      return `Enter searches ids, types and payloads for “${intent.text}”`
  }
}
