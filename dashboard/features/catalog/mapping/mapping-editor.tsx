import { TriangleAlert } from 'lucide-react'
import { useId, useState } from 'react'
import { Button } from '../../../components/button.tsx'
import { countOf, formatCount } from '../../../lib/count-words.ts'
import { type CatalogBranch, searchCatalog } from '../catalog-tree.ts'
import { MappingTable } from './mapping-table.tsx'
import { type Mapping, packageNames, strangersOf, withoutPackages, withPackages } from './price-packages.ts'

interface MappingEditorProps {
  branches: CatalogBranch[]
  truncated: boolean
  value: Mapping
  onChange: (mapping: Record<string, string[]>) => void
}

/** So many products are shown at first; each has fields of its own, and thousands of them would be slow. */
const STEP = 40

export function MappingEditor({ branches, truncated, value, onChange }: MappingEditorProps) {
  const listId = useId()
  const [text, setText] = useState('')
  // Fixed when it is chosen: a row does not go away while its packages are typed.
  const [lacking, setLacking] = useState<readonly CatalogBranch[] | null>(null)
  const [limit, setLimit] = useState(STEP)
  const open = withoutPackages(branches, value)
  const openCount = open.reduce((sum, { prices }) => sum + prices.length, 0)
  const chosen = lacking ? [...lacking] : branches
  const found = text.trim() === '' ? chosen : searchCatalog(chosen, text)
  const shown = found.slice(0, limit)

  return (
    <>
      <div className="flex flex-wrap items-center gap-2 px-4 pb-4">
        <input
          type="search"
          aria-label="Search products and prices"
          placeholder="Name, id, amount or currency"
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="control w-full px-2.5 sm:w-72"
        />
        {(openCount > 0 || lacking) && (
          <button
            type="button"
            aria-pressed={lacking !== null}
            onClick={() => setLacking(lacking ? null : open)}
            className="inline-flex h-8.5 items-center gap-1.5 rounded-md border border-line-strong bg-surface px-2.5 text-sm font-medium hover:bg-sunken aria-pressed:border-warn aria-pressed:bg-warn-wash aria-pressed:text-warn"
          >
            <TriangleAlert aria-hidden className="size-3.5 text-warn" />
            In use, no package
            <span className="text-soft">{formatCount(openCount)}</span>
          </button>
        )}
      </div>
      {truncated && (
        <p className="px-4 pb-3 text-soft">
          The catalog is large: the first 2,000 products and prices are shown. Map the others as JSON.
        </p>
      )}
      <datalist id={listId}>
        {packageNames(value).map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <MappingTable
        branches={shown}
        strangers={text.trim() === '' && !lacking ? strangersOf(value, branches) : []}
        mapping={value}
        suggestionsId={listId}
        onPackages={(id, packages) => onChange(withPackages(value, id, packages))}
      />
      {found.length === 0 && (
        <p className="border-t border-line px-4 py-6 text-soft">
          {branches.length === 0
            ? 'The catalog holds nothing yet. It comes with the connection to Stripe; a mapping can be pasted as JSON before.'
            : 'No product or price matches.'}
        </p>
      )}
      {found.length > limit && (
        <div className="flex flex-wrap items-center justify-between gap-3 border-t border-line px-4 py-3 text-sm text-soft">
          <p>
            {formatCount(limit)} of {countOf(found.length, 'product')} shown
          </p>
          <Button onClick={() => setLimit(limit + STEP)}>Show more</Button>
        </div>
      )}
    </>
  )
}
