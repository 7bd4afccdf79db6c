import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { ErrorState } from '../../../components/error-state.tsx'
import { Skeleton } from '../../../components/skeleton.tsx'
import { catalogTree } from '../catalog-tree.ts'
import { catalogQuery } from '../get-catalog.ts'

interface ProductChoiceProps {
  mode: Mode
  /** Null: all. */
  value: string[] | null
  onChange: (products: string[] | null) => void
  error: string | null
}

/** All products, or just those chosen; others change nothing about a customer. */
export function ProductChoice({ mode, value, onChange, error }: ProductChoiceProps) {
  const id = useId()
  return (
    <div className="flex flex-col gap-4 px-4 py-4">
      <p id={`${id}-about`} className="max-w-[75ch] text-soft">
        A subscription to any other product counts for nothing here: no packages, no MRR, and nobody becomes a customer
        by it.
      </p>
      <div
        role="radiogroup"
        aria-label="Products included"
        aria-describedby={`${id}-about${error ? ` ${id}-error` : ''}`}
        data-invalid={error ? true : undefined}
        className="flex flex-col gap-2"
      >
        <label className="flex min-h-6 items-center gap-2">
          <input type="radio" name={id} checked={value === null} onChange={() => onChange(null)} className="size-4" />
          All products
          <span className="rounded-sm border border-line px-1 text-2xs text-faint">Default</span>
        </label>
        <label className="flex min-h-6 items-center gap-2">
          <input type="radio" name={id} checked={value !== null} onChange={() => onChange([])} className="size-4" />
          Only these
        </label>
      </div>
      {error && (
        <p id={`${id}-error`} role="alert" className="text-xs font-medium text-bad">
          {error}
        </p>
      )}
      {value !== null && <Products mode={mode} chosen={value} onChange={onChange} />}
    </div>
  )
}

interface ProductsProps {
  mode: Mode
  chosen: string[]
  onChange: (products: string[]) => void
}

function Products({ mode, chosen, onChange }: ProductsProps) {
  const catalog = useQuery(catalogQuery(mode))
  if (catalog.isPending) return <Skeleton className="h-40" />
  if (!catalog.data)
    return (
      <ErrorState
        title="The products could not be loaded"
        error={catalog.error}
        onRetry={() => void catalog.refetch()}
      />
    )
  const known = catalogTree(catalog.data.products, []).map(({ id, product }) => ({ id, name: product?.name || id }))
  const strangers = chosen
    .filter((id) => !known.some((product) => product.id === id))
    .map((id) => ({ id, name: 'Not in the catalog' }))
  const products = [...known, ...strangers]
  if (products.length === 0) return <p className="text-soft">The catalog holds no product yet.</p>
  return (
    <ul aria-label="Products" className="grid gap-x-6 gap-y-1 sm:grid-cols-2">
      {products.map(({ id, name }) => (
        <li key={id}>
          <label className="flex items-start gap-2 py-1">
            <input
              type="checkbox"
              checked={chosen.includes(id)}
              onChange={({ target }) =>
                onChange(target.checked ? [...chosen, id] : chosen.filter((other) => other !== id))
              }
              className="mt-0.75 size-4 shrink-0"
            />
            <span className="min-w-0">
              {name}
              <code className="block font-mono text-xs break-all text-faint">{id}</code>
            </span>
          </label>
        </li>
      ))}
    </ul>
  )
}
