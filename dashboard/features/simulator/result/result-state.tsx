import type { Simulation } from '../../../lib/api-types.ts'
import { moneyWords } from '../../../lib/money-words.ts'
import type { ResultParts } from './simulation-result.tsx'

interface ResultStateProps {
  simulation: Simulation
  accessBadge: ResultParts['access']
}

/** Stage, access with its reason, packages and MRR after all of it. */
export function ResultState({ simulation, accessBadge }: ResultStateProps) {
  const { stage, access, mrr, customer } = simulation
  const packages = customer?.packages ?? []
  const rows = [
    ['Stage', stage ?? 'None'],
    ['MRR', moneyWords(mrr)],
    ['Packages', packages.length > 0 ? packages.join(', ') : 'None'],
  ] as const
  return (
    <dl className="grid grid-cols-[6rem_minmax(0,1fr)] gap-x-3 gap-y-1.5">
      {access && (
        <>
          <dt className="text-soft">Access</dt>
          <dd>
            {accessBadge(access.state)}
            <span className="block max-w-[72ch] text-sm break-words text-soft">{access.reason}</span>
          </dd>
        </>
      )}
      {rows.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-soft">{name}</dt>
          <dd className="font-medium break-words">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
