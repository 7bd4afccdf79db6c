import { useQuery } from '@tanstack/react-query'
import { Braces, Table2 } from 'lucide-react'
import { useState } from 'react'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { Button } from '../../../components/button.tsx'
import { ErrorState } from '../../../components/error-state.tsx'
import { Skeleton } from '../../../components/skeleton.tsx'
import { problemsFirst } from '../catalog-problems.ts'
import { catalogTree } from '../catalog-tree.ts'
import { catalogQuery } from '../get-catalog.ts'
import { MappingEditor } from './mapping-editor.tsx'
import { MappingJson } from './mapping-json.tsx'

interface PriceMappingProps {
  mode: Mode
  value: Record<string, string[]>
  onChange: (mapping: Record<string, string[]>) => void
  error: string | null
}

const ROWS = [0, 1, 2, 3, 4]

/** What prices and products give: as a table over the catalog, or as one JSON text to paste. */
export function PriceMapping({ mode, value, onChange, error }: PriceMappingProps) {
  const catalog = useQuery(catalogQuery(mode))
  const [asJson, setAsJson] = useState(false)
  return (
    <div>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 px-4 py-4">
        <p className="max-w-[64ch] min-w-0 flex-1 basis-72 text-soft">
          A customer has the packages of all that it pays for. A price’s own packages win over those of its product.
        </p>
        <Button onClick={() => setAsJson(!asJson)}>
          {asJson ? <Table2 aria-hidden className="size-3.5" /> : <Braces aria-hidden className="size-3.5" />}
          {asJson ? 'As a table' : 'As JSON'}
        </Button>
      </div>
      {error && (
        <p role="alert" className="px-4 pb-3 text-sm font-medium text-bad">
          {error}
        </p>
      )}
      {asJson && <MappingJson value={value} onChange={onChange} onDone={() => setAsJson(false)} />}
      {!asJson && catalog.isPending && (
        <div aria-busy="true" className="flex flex-col gap-3 px-4 pb-4">
          <p className="sr-only">Loading the catalog</p>
          {ROWS.map((row) => (
            <Skeleton key={row} className="h-9" />
          ))}
        </div>
      )}
      {!asJson && catalog.isError && !catalog.data && (
        <ErrorState
          title="The catalog could not be loaded"
          error={catalog.error}
          onRetry={() => void catalog.refetch()}
        />
      )}
      {!asJson && catalog.data && (
        <MappingEditor
          branches={problemsFirst(catalogTree(catalog.data.products, catalog.data.prices))}
          truncated={catalog.data.truncated}
          value={value}
          onChange={onChange}
        />
      )}
    </div>
  )
}
