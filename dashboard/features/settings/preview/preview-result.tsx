import { countOf, formatCount } from '../../../lib/count-words.ts'
import type { PreviewExample, PreviewSum } from './sum-preview.ts'
import { fieldWords, VALUE_WORDS, valueWords } from './value-words.ts'

interface PreviewResultProps {
  sum: PreviewSum
  /** All customers were examined. */
  complete: boolean
}

/** How many customers would change, by value, and some of them from the old value to the new. */
export function PreviewResult({ sum, complete }: PreviewResultProps) {
  const { changed, examples } = sum
  if (changed.any === 0)
    return (
      <p className="text-md font-semibold">
        {complete ? 'No customer would change' : 'No customer would change so far'}
      </p>
    )
  return (
    <>
      <p className="text-md font-semibold">
        {countOf(changed.any, 'customer')} would change{complete ? '' : ', so far'}
      </p>
      <dl className="flex flex-wrap gap-x-6 gap-y-2">
        {Object.entries(VALUE_WORDS).map(([value, label]) => (
          <div key={value}>
            <dt className="text-xs text-faint">{label}</dt>
            <dd className="font-semibold">{formatCount(changed[value as keyof typeof VALUE_WORDS])}</dd>
          </div>
        ))}
      </dl>
      <div>
        <h3 className="mb-1 text-sm font-semibold">
          {examples.length < changed.any ? `${examples.length} of them` : 'Who'}
        </h3>
        <ul className="divide-y divide-line border-y border-line">
          {examples.map((example) => (
            <Example key={example.customer.id} example={example} />
          ))}
        </ul>
      </div>
    </>
  )
}

function Example({ example: { customer, changes } }: { example: PreviewExample }) {
  return (
    <li className="grid gap-x-4 gap-y-0.5 py-2 sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
      <span className="min-w-0 font-medium break-words">{customer.name ?? customer.email ?? customer.id}</span>
      <dl className="flex min-w-0 flex-col gap-0.5 text-sm">
        {changes.map(({ field, from, to }) => (
          <div key={field} className="flex flex-wrap gap-x-2">
            <dt className="text-faint">{fieldWords(field)}</dt>
            <dd className="min-w-0 break-words">
              <FromTo from={valueWords(from)} to={valueWords(to)} />
            </dd>
          </div>
        ))}
      </dl>
    </li>
  )
}

function FromTo({ from, to }: { from: string; to: string }) {
  if (from === to)
    return (
      <>
        <span className="font-medium">{to}</span>
        <span className="text-soft"> as before, but from or until another time</span>
      </>
    )
  return (
    <>
      <span className="text-soft">{from}</span>
      <span aria-hidden> → </span>
      <span className="sr-only"> becomes </span>
      <span className="font-medium">{to}</span>
    </>
  )
}
