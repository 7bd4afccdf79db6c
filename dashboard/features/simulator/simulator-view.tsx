import { useMutation } from '@tanstack/react-query'
import { FlaskConical } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { Mode } from '../../../worker/domain/ids.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { PageHeading } from '../../components/page-heading.tsx'
import { Panel } from '../../components/panel.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { callApi } from '../../lib/api.ts'
import type { Simulation, SimulationInput } from '../../lib/api-types.ts'
import { useShortcuts } from '../../lib/shortcuts.ts'
import { SimulatorForm } from './form/simulator-form.tsx'
import { Whose } from './form/whose.tsx'
import { type ResultParts, SimulationResult } from './result/simulation-result.tsx'
import { type FormProblem, simulationRequest } from './simulation-request.ts'
import { kindOf, type SimulatorSearch } from './simulator-search.ts'
import { useInputs } from './use-inputs.ts'

interface SimulatorViewProps {
  mode: Mode
  search: SimulatorSearch
  onSearch: (search: SimulatorSearch) => void
  /** Finds a real customer, or shows the chosen one. */
  customerPicker: (id: string | undefined, onPick: (id: string | undefined) => void) => ReactNode
  parts: ResultParts
}

/** What would happen if something happened at Stripe now. The inputs stand in the address; running stores nothing. */
export function SimulatorView({ mode, search: told, onSearch, customerPicker, parts }: SimulatorViewProps) {
  const [search, setSearch] = useInputs(told, onSearch)
  const [wantsReal, setWantsReal] = useState(false)
  const [problem, setProblem] = useState<FormProblem | null>(null)
  const simulation = useMutation({
    mutationFn: (body: SimulationInput) => callApi<Simulation>('/api/v1/simulations', { method: 'POST', mode, body }),
  })
  const result = useRef<HTMLElement>(null)
  const asked = JSON.stringify(simulation.variables ?? null)
  const request = simulationRequest(search)
  const isOutdated = simulation.isSuccess && asked !== JSON.stringify(request.ok ? request.value : null)

  function run() {
    if (simulation.isPending) return
    setProblem(request.ok ? null : request.error)
    if (request.ok) simulation.mutate(request.value)
  }
  useShortcuts([{ keys: 'mod+enter', label: 'Run the simulation', group: 'This page', run }])

  // Where form and result stand below each other, the result is out of sight when it comes.
  useEffect(() => {
    const { top = 0 } = simulation.data ? (result.current?.getBoundingClientRect() ?? {}) : {}
    if (top > window.innerHeight - 120) result.current?.scrollIntoView({ block: 'start' })
  }, [simulation.data])

  return (
    <>
      <PageHeading title="Simulator" />
      <p className="mb-4 flex max-w-[90ch] items-start gap-2.5 rounded-md bg-note-wash px-3.5 py-2.5">
        <FlaskConical aria-hidden className="mt-0.75 size-4 shrink-0 text-note" />
        <span>
          Nothing is stored and nothing is sent, in {mode} mode as in any other. What you see is what would happen here;
          it does not prove that Stripe’s events reach Billhook.
        </span>
      </p>
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[22rem_minmax(0,1fr)]">
        <SimulatorForm
          search={search}
          onSearch={(next) => {
            setProblem(null)
            setSearch(next)
          }}
          whose={
            <Whose
              isEvent={kindOf(search) !== 'scenario'}
              isReal={wantsReal || search.customer !== undefined}
              onReal={(isReal) => {
                setWantsReal(isReal)
                if (!isReal) setSearch({ ...search, customer: undefined })
              }}
              picker={customerPicker(search.customer, (customer) => {
                setWantsReal(true)
                setSearch({ ...search, customer })
              })}
            />
          }
          problem={problem}
          error={simulation.error}
          busy={simulation.isPending}
          onRun={run}
        />
        <section ref={result} aria-label="Result" aria-busy={simulation.isPending} className="min-w-0 scroll-mt-4">
          <p role="status" className="sr-only">
            {simulation.isPending && 'Simulating'}
            {simulation.isSuccess && 'The result is there'}
          </p>
          {simulation.isPending && <Skeleton className="h-96" />}
          {simulation.isIdle && (
            <Panel title="Result">
              <EmptyState title="Nothing was simulated yet">
                <p>Choose what happens and to whom, then run it.</p>
              </EmptyState>
            </Panel>
          )}
          {simulation.isError && (
            <Panel title="Result">
              <ErrorState title="This could not be simulated" error={simulation.error} onRetry={run} />
            </Panel>
          )}
          {simulation.isSuccess && (
            <>
              {isOutdated && (
                <p className="mb-2 text-sm text-soft">The inputs have changed since: run again to see what they do.</p>
              )}
              <SimulationResult mode={mode} simulation={simulation.data} parts={parts} />
            </>
          )}
        </section>
      </div>
    </>
  )
}
