import { Search } from 'lucide-react'
import { type FormEvent, useRef, useState } from 'react'
import { Button } from '../../components/button.tsx'
import { Kbd } from '../../components/kbd.tsx'
import { useShortcuts } from '../../lib/shortcuts.ts'

interface OutboxSearchBoxProps {
  value: string | undefined
  onSearch: (to: string | undefined) => void
}

/** Mails to one address. */
export function OutboxSearchBox({ value, onSearch }: OutboxSearchBoxProps) {
  const [text, setText] = useState(value ?? '')
  const [shown, setShown] = useState(value)
  // The address may change by itself: by the back button, or by what the empty list offers.
  if (value !== shown) {
    setShown(value)
    setText(value ?? '')
  }
  const input = useRef<HTMLInputElement>(null)
  useShortcuts([{ keys: '/', label: 'Search by recipient', group: 'This page', run: () => input.current?.focus() }])

  function submit(event: FormEvent) {
    event.preventDefault()
    onSearch(text.trim() || undefined)
  }

  return (
    <search className="mb-3 flex gap-2">
      <form onSubmit={submit} className="relative min-w-0 flex-[0_1_24rem]">
        <Search aria-hidden className="pointer-events-none absolute top-2.5 left-2.5 size-4 text-faint" />
        <input
          ref={input}
          type="search"
          aria-label="Mails to this address"
          placeholder="To: ada@example.com"
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="control w-full pr-9 pl-8 [&::-webkit-search-cancel-button]:hidden"
        />
        <span aria-hidden className="pointer-events-none absolute inset-y-0 right-2.5 flex items-center">
          <Kbd keys={text === '' ? '/' : '↵'} />
        </span>
      </form>
      {value !== undefined && (
        <Button
          look="quiet"
          onClick={() => {
            setText('')
            onSearch(undefined)
          }}
        >
          Show all
        </Button>
      )}
    </search>
  )
}
