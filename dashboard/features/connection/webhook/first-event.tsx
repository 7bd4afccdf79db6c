import type { Mode } from '../../../../worker/domain/ids.ts'
import { CodeLine } from '../../../components/code-line.tsx'

/** How to see that events arrive. */
export function FirstEvent({ mode }: { mode: Mode }) {
  if (mode === 'live') return <p>The next real event, such as a changed product, appears within a second.</p>
  return (
    <>
      <p>Send one with the Stripe CLI; it appears here without a reload:</p>
      <CodeLine code="stripe trigger product.created" what="command" />
    </>
  )
}
