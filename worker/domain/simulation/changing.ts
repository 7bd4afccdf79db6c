import { changed, type Scene, type Setting, underWay } from './scene.ts'
import { itemsObject } from './stripe-objects.ts'
import { amountOf, type Terms, type TermsItem } from './subject.ts'

export function upgrade(setting: Setting): Scene {
  return switched(setting, { price: 'price_simulated_higher', times: 2 })
}

export function downgrade(setting: Setting): Scene {
  return switched(setting, { price: 'price_simulated_lower', times: 0.5 })
}

/** Another price of the same product. */
function switched(setting: Setting, { price, times }: { price: string; times: number }): Scene {
  const { terms, history } = underWay(setting)
  const items = terms.items.map((item, at): TermsItem => {
    const isSwitched =
      at ===
      Math.max(
        terms.items.findIndex(({ unit }) => Number(unit) > 0),
        0,
      )
    return isSwitched ? { ...item, price, unit: decimal(Number(item.unit) * times) } : item
  })
  const after: Terms = { ...terms, items, amount: amountOf(items) }
  return { history, events: [changed(setting, after, { items: itemsObject(terms, terms.items) })] }
}

const decimal = (unit: number): string => (Number.isInteger(unit) ? String(unit) : unit.toFixed(6))

export function cancelScheduled(setting: Setting): Scene {
  const { terms, history } = underWay(setting)
  return { history, events: [scheduled(setting, { ...terms, cancelAt: null })] }
}

export function cancelUndone(setting: Setting): Scene {
  const { terms, history } = underWay(setting)
  const isScheduled = terms.cancelAt !== null
  const cancelAt = terms.cancelAt ?? terms.periodEnd
  const was = { cancel_at: cancelAt, cancel_at_period_end: cancelAt === terms.periodEnd, canceled_at: setting.now }
  return {
    history: isScheduled ? history : [...history, scheduled(setting, terms)],
    events: [changed(setting, { ...terms, cancelAt: null }, was)],
  }
}

function scheduled(setting: Setting, terms: Terms) {
  const over = {
    canceled_at: setting.now,
    cancellation_details: { comment: null, feedback: 'too_expensive', reason: 'cancellation_requested' },
  }
  const was = { cancel_at: null, cancel_at_period_end: false, canceled_at: null }
  return changed(setting, { ...terms, cancelAt: terms.periodEnd }, was, over)
}

/** Nothing is collected and nothing is owed until somebody resumes it. */
export function paused(setting: Setting): Scene {
  const { terms, history } = underWay(setting)
  const pause = { pause_collection: { behavior: 'void', resumes_at: null } }
  return { history, events: [changed(setting, terms, { pause_collection: null }, pause)] }
}
