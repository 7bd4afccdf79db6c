import { FlaskConical } from 'lucide-react'

/** Says on every screen that nothing here is real money. */
export function TestBand() {
  return (
    <section
      aria-label="Test mode"
      className="sticky top-0 z-30 flex h-(--band) items-center justify-center gap-2 bg-test px-4 text-xs font-medium text-on-test"
    >
      <FlaskConical aria-hidden className="size-3.5 shrink-0" />
      <span>
        Test mode<span className="max-sm:hidden"> – Stripe’s test data, no real money</span>
      </span>
    </section>
  )
}
