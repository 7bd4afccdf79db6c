import type { ReactNode } from 'react'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { Panel } from '../../../components/panel.tsx'
import type { Simulation } from '../../../lib/api-types.ts'
import { ResultEvents } from './result-events.tsx'
import { ResultMails } from './result-mails.tsx'
import { ResultRuns } from './result-runs.tsx'
import { ResultState } from './result-state.tsx'
import { ResultStep } from './result-step.tsx'
import { ResultWebhooks } from './result-webhooks.tsx'
import { ResultWho } from './result-who.tsx'
import { sumChanges } from './sum-changes.ts'

/** What other parts of the dashboard show better. */
export interface ResultParts {
  changes: (changes: Simulation['changes'], currency: string | null) => ReactNode
  access: (state: NonNullable<Simulation['access']>['state']) => ReactNode
}

interface SimulationResultProps {
  mode: Mode
  simulation: Simulation
  parts: ResultParts
}

/** In the order of an event's story: what came, whose it is, what changes by it, and what follows. */
export function SimulationResult({ mode, simulation, parts }: SimulationResultProps) {
  const { customer, changes, runs, mails, webhooks } = simulation
  const own = sumChanges(changes)
  const currency = customer?.subscriptions[0]?.currency ?? simulation.mrr[0]?.currency ?? null
  const matched = runs.filter((run) => run.matched).length
  return (
    <Panel title="Result">
      <ol className="flex flex-col divide-y divide-line">
        <ResultStep title="What comes" count={simulation.events.length}>
          <ResultEvents events={simulation.events} />
        </ResultStep>
        <ResultStep title="Whose it is">
          <ResultWho mode={mode} customer={customer} />
        </ResultStep>
        <ResultStep title="What changes" count={own.length}>
          {own.length > 0 ? parts.changes(own, currency) : <Nothing>Nothing changes for the customer.</Nothing>}
        </ResultStep>
        {customer && (
          <ResultStep title="How it stands then">
            <ResultState simulation={simulation} accessBadge={parts.access} />
          </ResultStep>
        )}
        <ResultStep title="Automations" count={matched} of={runs.length}>
          {runs.length > 0 ? <ResultRuns runs={runs} /> : <Nothing>No automation is on.</Nothing>}
        </ResultStep>
        <ResultStep title="Mails" count={mails.length}>
          {mails.length > 0 ? <ResultMails mails={mails} runs={runs} /> : <Nothing>No mail would be sent.</Nothing>}
        </ResultStep>
        <ResultStep title="Webhooks" count={webhooks.length}>
          {webhooks.length > 0 ? <ResultWebhooks webhooks={webhooks} /> : <Nothing>No endpoint would be told.</Nothing>}
        </ResultStep>
      </ol>
    </Panel>
  )
}

function Nothing({ children }: { children: string }) {
  return <p className="text-soft">{children}</p>
}
