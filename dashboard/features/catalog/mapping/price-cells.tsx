import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Price } from '../../../lib/api-types.ts'
import { usedBy } from '../catalog-problems.ts'
import { priceAmount, priceInterval } from '../price-words.ts'
import { grantOf, type Mapping } from './price-packages.ts'

/** What a price costs, and what is to be known of it where packages are given. */
export function PriceName({ price, lacks }: { price: Price; lacks: boolean }) {
  return (
    <>
      <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span>{priceAmount(price)}</span>
        <span className="text-soft">{priceInterval(price)}</span>
        {price.nickname && <span className="text-soft">{price.nickname}</span>}
        {lacks && (
          <Mark>
            <TriangleAlert aria-hidden className="size-3" />
            No package
          </Mark>
        )}
        {price.live_subscriptions > 0 && <span className="text-xs text-soft">{usedBy(price)}</span>}
        {(!price.active || price.deleted) && <span className="text-xs text-faint">archived</span>}
      </span>
      <CatalogId id={price.id} />
    </>
  )
}

interface InheritedProps {
  price: Price
  mapping: Mapping
  onRemove: () => void
}

/** What a price gives without packages of its own. Only a deployment's own mapping may hold an entry that gives nothing. */
export function Inherited({ price, mapping, onRemove }: InheritedProps) {
  const { from, packages } = grantOf(price, mapping)
  if (from === 'product') return <Note>{packages.join(', ')}, from the product</Note>
  if (from === 'none' || packages.length > 0) return null
  return (
    <Note>
      Gives nothing, on purpose.{' '}
      <button type="button" onClick={onRemove} className="underline underline-offset-2 hover:text-ink">
        Remove the entry
      </button>
    </Note>
  )
}

function Note({ children }: { children: ReactNode }) {
  return <p className="mt-1 text-xs text-faint">{children}</p>
}

function Mark({ children }: { children: ReactNode }) {
  return (
    <span className="inline-flex items-center gap-1 rounded-sm bg-warn-wash px-1 text-xs font-medium whitespace-nowrap text-warn">
      {children}
    </span>
  )
}

export function CatalogId({ id }: { id: string }) {
  return <code className="block font-mono text-xs font-normal break-all text-faint">{id}</code>
}
