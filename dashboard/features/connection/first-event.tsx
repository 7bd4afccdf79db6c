import type { Mode } from '../../../worker/domain/ids.ts'
import { CodeLine } from '../../components/code-line.tsx'

/** How to see that it works. */
export function FirstEvent({ mode }: { mode: Mode }) {
  if (mode === 'live')
    return (
      <p className="px-4 pt-4 text-soft">The next real event, such as a changed product, appears within a second.</p>
    )
  return (
    <div className="flex flex-col gap-2 px-4 pt-4">
      <p className="text-soft">Send one with the Stripe CLI; it appears here without a reload:</p>
      <CodeLine code="stripe trigger product.created" what="command" />
    </div>
  )
}
