import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { ChipsInput } from '../../../components/chips-input.tsx'
import type { Price } from '../../../lib/api-types.ts'
import { usedBy } from '../catalog-problems.ts'
import type { CatalogBranch } from '../catalog-tree.ts'
import { priceAmount, priceInterval } from '../price-words.ts'
import { grantOf, lacksPackages, type Mapping } from './price-packages.ts'

interface MappingTableProps {
  branches: CatalogBranch[]
  /** Ids that the mapping names and the catalog does not hold. */
  strangers: string[]
  mapping: Mapping
  suggestionsId: string
  onPackages: (id: string, packages: string[]) => void
}

const HEAD = 'px-4 py-2 text-left text-xs font-medium text-faint'
const ROW =
  'border-t border-line align-top max-sm:flex max-sm:flex-col max-sm:gap-2 max-sm:px-4 max-sm:py-3 max-sm:[&>*]:p-0'

/** Products as groups of rows, each with its prices below it; every row takes packages. */
export function MappingTable({ branches, strangers, mapping, suggestionsId, onPackages }: MappingTableProps) {
  function chips(id: string, placeholder?: string) {
    return (
      <ChipsInput
        label={`packages of ${id}`}
        values={mapping[id] ?? []}
        onChange={(packages) => onPackages(id, packages)}
        suggestionsId={suggestionsId}
        placeholder={placeholder ?? ''}
      />
    )
  }

  return (
    <table className="w-full table-fixed border-collapse max-sm:block">
      <caption className="sr-only">Packages by product and price</caption>
      <thead className="max-sm:sr-only">
        <tr>
          <th scope="col" className={HEAD}>
            Product and price
          </th>
          <th scope="col" className={`${HEAD} w-[46%]`}>
            Packages
          </th>
        </tr>
      </thead>
      {branches.map((branch) => (
        <tbody key={branch.id} className="max-sm:block">
          {branch.id !== 'none' && (
            <tr className={`${ROW} bg-paper`}>
              <th scope="rowgroup" className="px-4 py-2.5 text-left font-semibold">
                {branch.product?.name || 'Product not seen yet'}
                <Id id={branch.id} />
              </th>
              <td className="px-4 py-2">{chips(branch.id, 'For all its prices')}</td>
            </tr>
          )}
          {branch.prices.map((price) => (
            <tr key={price.id} className={ROW}>
              <th scope="row" className="px-4 py-2.5 text-left font-normal sm:pl-8">
                <PriceName price={price} lacks={lacksPackages(price, mapping)} />
              </th>
              <td className="px-4 py-2">
                {chips(price.id)}
                <Inherited price={price} mapping={mapping} onRemove={() => onPackages(price.id, [])} />
              </td>
            </tr>
          ))}
        </tbody>
      ))}
      {strangers.length > 0 && (
        <tbody className="max-sm:block">
          <tr className={`${ROW} bg-paper`}>
            <th scope="rowgroup" colSpan={2} className="px-4 py-2.5 text-left font-semibold">
              Not in the catalog
              <span className="block font-normal text-soft">
                The mapping names them, but Billhook has not seen them in this mode.
              </span>
            </th>
          </tr>
          {strangers.map((id) => (
            <tr key={id} className={ROW}>
              <th scope="row" className="px-4 py-2.5 text-left font-normal sm:pl-8">
                <Id id={id} />
              </th>
              <td className="px-4 py-2">{chips(id)}</td>
            </tr>
          ))}
        </tbody>
      )}
    </table>
  )
}

function PriceName({ price, lacks }: { price: Price; lacks: boolean }) {
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
      <Id id={price.id} />
    </>
  )
}

interface InheritedProps {
  price: Price
  mapping: Mapping
  onRemove: () => void
}

/** What a price gives without packages of its own. Only a deployment's own mapping may hold an entry that gives nothing. */
function Inherited({ price, mapping, onRemove }: InheritedProps) {
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

function Id({ id }: { id: string }) {
  return <code className="block font-mono text-xs font-normal break-all text-faint">{id}</code>
}
