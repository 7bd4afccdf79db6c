import { Search } from 'lucide-react'
import { useRef } from 'react'
import { Kbd } from '../../components/kbd.tsx'
import { useShortcuts } from '../../lib/shortcuts.ts'

interface CatalogSearchProps {
  value: string
  onChange: (text: string) => void
}

export function CatalogSearch({ value, onChange }: CatalogSearchProps) {
  const input = useRef<HTMLInputElement>(null)
  useShortcuts([{ keys: '/', label: 'Search the catalog', group: 'This page', run: () => input.current?.focus() }])
  return (
    <div className="relative w-full sm:w-72">
      <Search aria-hidden className="pointer-events-none absolute top-2.5 left-2.5 size-4 text-faint" />
      <input
        ref={input}
        type="search"
        aria-label="Search products and prices"
        placeholder="Name, id, amount or currency"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          onChange('')
          event.currentTarget.blur()
        }}
        className="control w-full pr-9 pl-8 [&::-webkit-search-cancel-button]:hidden"
      />
      <span aria-hidden className="pointer-events-none absolute inset-y-0 right-2.5 flex items-center">
        <Kbd keys="/" />
      </span>
    </div>
  )
}
