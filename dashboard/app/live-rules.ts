import type { QueryClient } from '@tanstack/react-query'
import type { Mode } from '../../worker/domain/ids.ts'
import { isRunning, type JobStatus } from '../../worker/domain/job.ts'
import { automationKeys } from '../features/automations/get-automations.ts'
import { runKeys } from '../features/automations/runs/get-runs.ts'
import { deliveriesKey } from '../features/deliveries/get-deliveries.ts'
import { metricsKey } from '../features/metrics/get-metrics.ts'
import { noticesKey } from '../features/notices/get-notices.ts'
import { segmentsKey } from '../features/segments/get-segments.ts'
import { settingsKey } from '../features/settings/get-settings.ts'
import type { LiveMessage } from '../lib/api-types.ts'

/** At the end of a recompute all that was derived may be another; the rules too, where somebody else changed them. */
export function applyLiveRules(queryClient: QueryClient, mode: Mode, messages: readonly LiveMessage[]): void {
  const ended = messages.some(
    (message) =>
      message.type === 'job' && message.kind === 'recompute' && !isRunning({ status: message.status as JobStatus }),
  )
  if (ended) refreshRules(queryClient, mode)
}

/** All that rules say and make of customers. */
export function refreshRules(queryClient: QueryClient, mode: Mode): void {
  for (const key of [settingsKey(mode), segmentsKey(mode), metricsKey(mode)])
    void queryClient.invalidateQueries({ queryKey: key })
}

export function applyLiveRuns(queryClient: QueryClient, mode: Mode, messages: readonly LiveMessage[]): void {
  if (messages.some(({ type }) => type === 'runs')) refreshRuns(queryClient, mode)
}

export function applyLiveNotices(queryClient: QueryClient, mode: Mode, messages: readonly LiveMessage[]): void {
  if (messages.some(({ type }) => type === 'notices'))
    void queryClient.invalidateQueries({ queryKey: noticesKey(mode) })
}

/** What automations did and sent, and how often. */
export function refreshRuns(queryClient: QueryClient, mode: Mode): void {
  for (const key of [runKeys.all(mode), automationKeys.reports(mode), deliveriesKey(mode)])
    void queryClient.invalidateQueries({ queryKey: key })
}
