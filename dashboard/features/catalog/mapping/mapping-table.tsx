import { ChipsInput } from '../../../components/chips-input.tsx'
import type { CatalogBranch } from '../catalog-tree.ts'
import { CatalogId, Inherited, PriceName } from './price-cells.tsx'
import { lacksPackages, type Mapping } from './price-packages.ts'

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
                <CatalogId id={branch.id} />
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
                <CatalogId id={id} />
              </th>
              <td className="px-4 py-2">{chips(id)}</td>
            </tr>
          ))}
        </tbody>
      )}
    </table>
  )
}
