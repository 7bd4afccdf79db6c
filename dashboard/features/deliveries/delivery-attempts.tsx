import { Panel } from '../../components/panel.tsx'
import type { DeliveryDetail } from '../../lib/api-types.ts'
import { formatDuration, formatMoment } from '../../lib/time.ts'
import { outcomeWords } from './delivery-words.ts'

/** Each try with what was answered. */
export function DeliveryAttempts({ delivery }: { delivery: DeliveryDetail }) {
  const { attempts, next_attempt_at } = delivery
  return (
    <Panel title={attempts.length === 1 ? '1 attempt' : `${attempts.length} attempts`}>
      {attempts.length === 0 && <p className="px-4 py-4 text-soft">It was not tried yet.</p>}
      <ol className="divide-y divide-line">
        {attempts.map(({ at, outcome, code, detail, status, duration_ms }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: attempts stay in their order
          <li key={index} className="px-4 py-3">
            <p className="flex flex-wrap items-baseline justify-between gap-x-3">
              <span className="font-medium">
                {outcomeWords(outcome)}
                {status !== null && ` · HTTP ${status}`}
                {duration_ms !== null && ` · ${formatDuration(duration_ms)}`}
              </span>
              <time dateTime={at} className="text-xs text-faint">
                {formatMoment(Date.parse(at))}
              </time>
            </p>
            {detail && <p className="text-soft wrap-anywhere">{detail}</p>}
            {code && <p className="font-mono text-xs wrap-anywhere text-faint">{code}</p>}
          </li>
        ))}
      </ol>
      {next_attempt_at && (
        <p className="border-t border-line px-4 py-3 text-soft">
          Next try {formatMoment(Date.parse(next_attempt_at))}.
        </p>
      )}
    </Panel>
  )
}
