import { JsonTree } from '../../../components/json-tree.tsx'
import type { Simulation } from '../../../lib/api-types.ts'

/** What would be posted where. */
export function ResultWebhooks({ webhooks }: { webhooks: Simulation['webhooks'] }) {
  return (
    <ul className="flex flex-col gap-3">
      {webhooks.map(({ url, body }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an endpoint may be told twice, and the list does not change
        <li key={index} className="min-w-0 rounded-md border border-line">
          <p className="border-b border-line px-4 py-2">
            <code className="font-mono text-xs">{String(body.type ?? '')}</code>
            <span className="block text-sm break-all text-soft">{url}</span>
          </p>
          <JsonTree value={body} isOpen={(path) => path === 'data'} />
        </li>
      ))}
    </ul>
  )
}
