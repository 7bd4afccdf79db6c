import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import type { Mode } from '../../../worker/domain/ids.ts'
import { buttonClass } from '../../components/button.tsx'
import { CopyButton } from '../../components/copy-button.tsx'
import { DeliveryBadge } from '../../components/delivery-badge.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { NotFound } from '../../components/not-found.tsx'
import { Panel } from '../../components/panel.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { TimeAgo } from '../../components/time-ago.tsx'
import { isNotFound } from '../../lib/api-error.ts'
import type { DeliveryDetail } from '../../lib/api-types.ts'
import { channelLabel, DELIVERY_WORDS } from '../../lib/delivery-words.ts'
import { useLiveFallbackMs } from '../../lib/live-state.ts'
import { useShortcuts } from '../../lib/shortcuts.ts'
import { useBackToList } from '../../lib/use-back-to-list.ts'
import { DeliveryAttempts } from './delivery-attempts.tsx'
import { DeliveryFacts } from './delivery-facts.tsx'
import { DeliveryMessage } from './delivery-message.tsx'
import { adviceFor, outcomeOf, recipientOf } from './delivery-words.ts'
import { deliveryQuery, pollMs } from './get-deliveries.ts'
import { ResendButton } from './resend-button.tsx'

interface DeliveryViewProps {
  mode: Mode
  deliveryId: string
  nameOf: (automationId: string) => string
  templateName: (templateId: string) => string
  onOpen: (id: string) => void
  onBack: () => void
}

/** One delivery whole: what became of it, what to do, exactly what was sent, and why. */
export function DeliveryView({ mode, deliveryId, onOpen, onBack, ...names }: DeliveryViewProps) {
  const fallbackMs = useLiveFallbackMs()
  const delivery = useQuery({
    ...deliveryQuery(mode, deliveryId),
    refetchInterval: ({ state }) => pollMs(state.data && [state.data], fallbackMs),
  })
  const back = useBackToList(deliveryId, onBack)
  useShortcuts([
    { keys: 'Escape', label: 'Back to the list', group: 'This page', run: () => back() },
    { keys: 'u', label: 'Back to the list', group: 'This page', run: () => back() },
  ])
  if (isNotFound(delivery.error)) return <DeliveryNotFound mode={mode} deliveryId={deliveryId} />
  if (delivery.isError && !delivery.data)
    return (
      <ErrorState
        title="The delivery could not be loaded"
        error={delivery.error}
        onRetry={() => void delivery.refetch()}
      />
    )
  const { data } = delivery
  if (!data) return <Skeleton className="h-72" />
  return (
    <>
      <header className="mb-5">
        <title>{`${channelLabel(data.channel)} to ${recipientOf(data)} · Billhook`}</title>
        <Link
          to="/$mode/deliveries"
          params={{ mode }}
          search={{}}
          onClick={back}
          className="mb-3 inline-flex items-center gap-1.5 text-sm text-soft hover:text-ink hover:underline"
        >
          <ArrowLeft aria-hidden className="size-4" />
          Deliveries
        </Link>
        <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
          <h1 className="min-w-0 flex-[1_1_16rem] text-xl font-semibold tracking-tight wrap-anywhere">
            {channelLabel(data.channel)} to {recipientOf(data)}
          </h1>
          <ResendButton mode={mode} delivery={data} onResent={onOpen} />
        </div>
        <p className="mt-2 flex flex-wrap items-center gap-x-2 text-sm text-soft">
          <DeliveryBadge status={data.status} />
          <span>
            made <TimeAgo at={data.created_at} />
          </span>
          <span className="inline-flex min-w-0 items-center">
            <code className="truncate font-mono text-xs">{data.id}</code>
            <CopyButton text={data.id} what="delivery id" />
          </span>
        </p>
      </header>
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_18rem]">
        <div className="flex min-w-0 flex-col gap-4">
          <Outcome delivery={data} />
          <DeliveryMessage delivery={data} />
          <DeliveryAttempts delivery={data} />
        </div>
        <DeliveryFacts mode={mode} delivery={data} {...names} />
      </div>
    </>
  )
}

function Outcome({ delivery }: { delivery: DeliveryDetail }) {
  const { status } = delivery
  const advice = adviceFor(delivery)
  return (
    <Panel title="What became of it">
      <dl className="flex flex-col gap-3 px-4 py-3">
        <div>
          <dt className="text-xs text-faint">{DELIVERY_WORDS[status].label}</dt>
          <dd className="max-w-[72ch] wrap-anywhere">{outcomeOf(delivery)}</dd>
        </div>
        {advice && (
          <div>
            <dt className="text-xs text-faint">What to do</dt>
            <dd className="max-w-[72ch] text-soft">{advice}</dd>
          </div>
        )}
      </dl>
    </Panel>
  )
}

function DeliveryNotFound({ mode, deliveryId }: { mode: Mode; deliveryId: string }) {
  return (
    <NotFound
      mode={mode}
      noun="delivery"
      id={deliveryId}
      why="was removed when its time of retention was over, or belongs to the other mode."
    >
      <Link to="/$mode/deliveries" params={{ mode }} search={{}} className={buttonClass()}>
        All deliveries
      </Link>
    </NotFound>
  )
}
