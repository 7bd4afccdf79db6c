import { Search } from 'lucide-react'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { Kbd } from '../../../components/kbd.tsx'
import { readSearch } from '../../../lib/read-search.ts'
import { useShortcuts } from '../../../lib/shortcuts.ts'

interface CustomerSearchBoxProps {
  /** What the list is searched for now. */
  value: string
  /** Called while typing, once it pauses. */
  onSearch: (text: string) => void
  /** A customer's id was entered, Billhook's or Stripe's. */
  onOpen: (id: string) => void
}

const PAUSE_MS = 250

/** Searches while one types; an id and Enter opens the customer. */
export function CustomerSearchBox({ value, onSearch, onOpen }: CustomerSearchBoxProps) {
  const input = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState<string | null>(null)
  const text = typed ?? value
  const intent = readSearch(text)
  const id = intent?.kind === 'customer' || intent?.kind === 'stripe_customer' ? intent.id : null
  useShortcuts([{ keys: '/', label: 'Search customers', group: 'This page', run: () => input.current?.focus() }])

  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is typed counts
  useEffect(() => {
    if (typed === null || id !== null) return
    const timer = setTimeout(() => finish(typed), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [typed])

  function finish(next: string) {
    if (next.trim() !== value) onSearch(next.trim())
  }

  /** Once left, the box shows the address again, so that a removed chip empties it. */
  function leave() {
    if (typed === null || id !== null) return
    finish(typed)
    setTyped(null)
  }

  function submit(event: FormEvent) {
    event.preventDefault()
    if (id === null) return finish(text)
    setTyped(null)
    onOpen(id)
  }

  return (
    <search className="min-w-0 flex-[1_1_16rem]">
      <form onSubmit={submit} className="relative">
        <Search aria-hidden className="pointer-events-none absolute top-2.5 left-2.5 size-4 text-faint" />
        <input
          ref={input}
          type="search"
          enterKeyHint="search"
          aria-label="Search customers by name, e-mail or id"
          aria-describedby="customer-search-hint"
          placeholder="Name, e-mail or any id"
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={leave}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return
            setTyped(null)
            onSearch('')
            event.currentTarget.blur()
          }}
          className="control w-full pr-9 pl-8 [&::-webkit-search-cancel-button]:hidden"
        />
        <span aria-hidden className="pointer-events-none absolute inset-y-0 right-2.5 flex items-center">
          <Kbd keys={id === null ? '/' : '↵'} />
        </span>
        <p
          id="customer-search-hint"
          className={
            id === null
              ? 'sr-only'
              : 'absolute inset-x-0 top-full z-20 mt-1 truncate rounded-md border border-line bg-surface px-2.5 py-1.5 text-xs text-soft shadow-float'
          }
        >
          {id === null ? 'The list follows while you type' : `Enter opens the customer ${id}`}
        </p>
      </form>
    </search>
  )
}
