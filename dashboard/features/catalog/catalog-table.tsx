import { clsx } from 'clsx'
import type { Mode } from '../../../worker/domain/ids.ts'
import { TimeAgo } from '../../components/time-ago.tsx'
import type { Price } from '../../lib/api-types.ts'
import { CatalogMarks } from './catalog-marks.tsx'
import type { CatalogBranch } from './catalog-tree.ts'
import { priceAmount, priceInterval } from './price-words.ts'
import { SetByLink } from './set-by-link.tsx'

const HEAD = 'px-4 py-2 text-left text-xs font-medium text-faint'

/** Products as groups of rows, each with its prices below it. */
export function CatalogTable({ mode, branches }: { mode: Mode; branches: CatalogBranch[] }) {
  return (
    <table className="w-full border-collapse">
      <caption className="sr-only">Products and their prices</caption>
      <thead>
        <tr>
          <th scope="col" className={HEAD}>
            Product and price
          </th>
          <th scope="col" className={clsx(HEAD, 'text-right')}>
            Amount
          </th>
          <th scope="col" className={clsx(HEAD, 'hidden sm:table-cell')}>
            Billed
          </th>
          <th scope="col" className={clsx(HEAD, 'hidden text-right md:table-cell')}>
            As of
          </th>
        </tr>
      </thead>
      {branches.map((branch) => (
        <tbody key={branch.id}>
          <ProductRow mode={mode} branch={branch} />
          {branch.prices.map((price) => (
            <PriceRow key={price.id} mode={mode} price={price} isDefault={branch.product?.default_price === price.id} />
          ))}
        </tbody>
      ))}
    </table>
  )
}

function ProductRow({ mode, branch }: { mode: Mode; branch: CatalogBranch }) {
  const { product } = branch
  return (
    <tr className="border-t border-line bg-paper align-top">
      <th scope="rowgroup" colSpan={3} className="px-4 py-2.5 text-left font-normal">
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className={clsx('font-semibold', product?.deleted && 'line-through')}>
            {product?.name || (branch.id === 'none' ? 'Prices of no product' : 'Product not seen yet')}
          </span>
          {branch.id !== 'none' && <code className="font-mono text-xs break-all text-faint">{branch.id}</code>}
          {product && <CatalogMarks item={product} />}
        </span>
        {product?.description && <span className="block max-w-[70ch] text-sm text-soft">{product.description}</span>}
      </th>
      <td className="hidden px-4 py-2.5 text-right text-sm md:table-cell">
        {product?.set_at && (
          <SetByLink mode={mode} eventId={product.set_by}>
            <TimeAgo at={product.set_at} />
          </SetByLink>
        )}
      </td>
    </tr>
  )
}

function PriceRow({ mode, price, isDefault }: { mode: Mode; price: Price; isDefault: boolean }) {
  const unused = !price.active || price.deleted
  return (
    <tr className={clsx('border-t border-line align-top', unused && 'text-soft')}>
      <td className="py-2 pr-4 pl-8 max-sm:pr-0 max-sm:pl-6">
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          {price.nickname && <span className={clsx(price.deleted && 'line-through')}>{price.nickname}</span>}
          <code className="font-mono text-xs leading-5 break-all text-faint">{price.id}</code>
          <CatalogMarks item={price} isDefault={isDefault} />
        </span>
      </td>
      <td className="px-4 py-2 text-right max-sm:min-w-28 sm:whitespace-nowrap">
        {priceAmount(price)}
        <span className="block text-xs text-soft sm:hidden">{priceInterval(price)}</span>
      </td>
      <td className="hidden px-4 py-2 text-soft sm:table-cell">{priceInterval(price)}</td>
      <td className="hidden px-4 py-2 text-right text-sm md:table-cell">
        {price.set_at && (
          <SetByLink mode={mode} eventId={price.set_by}>
            <TimeAgo at={price.set_at} />
          </SetByLink>
        )}
      </td>
    </tr>
  )
}
