import type { Context, FilterImplOptions, Liquid, Template } from 'liquidjs'

/** Tags, outputs and texts that one part may render, each turn of a loop anew; a mail with a hundred lines takes 2,000. */
export const MAX_STEPS = 20_000
/** Characters and entries that texts, filters, outputs and captures of one part may make, and of source gone through. */
export const MAX_MEMORY = 1_000_000
/** For filters that ask `Intl`: a thousand of them are as dear as all that a part may make. */
export const INTL_COST = 1_000

/** A template asks for more than a mail is worth. */
export class BudgetError extends Error {
  override name = 'BudgetError'
}

/**
 * Makes both limits of a rendering count. The engine's `renderLimit` reads a clock, and a deployed Worker's clock stands
 * still while it computes; but the engine asks it before each node and each body, so it counts these instead.
 */
export function limitTurns(context: Context): void {
  let steps = 0
  context.renderLimit.check = () => {
    steps += 1
    if (steps > MAX_STEPS) throw new BudgetError('The template renders too many parts; loops are within loops.')
  }
  let used = 0
  context.memoryLimit.use = (count) => {
    // `date` asks for less than nothing where a name is longer than its padding.
    used += Math.max(0, Number(count) || 0)
    if (used <= MAX_MEMORY) return
    // In strict mode the engine goes on after a flaw; it stops at what it cannot check.
    steps = MAX_STEPS
    throw new BudgetError('The template makes too much text or too long lists.')
  }
}

/**
 * Charges the source of each body, each time it is rendered: its texts are put out, and a condition, a path or a row of
 * filters may be as long as the template is.
 */
export function chargeSource({ renderer }: Liquid): void {
  const render = renderer.renderTemplates.bind(renderer)
  renderer.renderTemplates = (templates, context, emitter) => {
    context.memoryLimit.use(templates.reduce(sumOfChars, 0))
    return render(templates, context, emitter)
  }
}

function sumOfChars(sum: number, { token }: Template): number {
  return sum + token.end - token.begin
}

type Handler = Extract<FilterImplOptions, (...args: never[]) => unknown>

/**
 * Charges what a filter is given, since some of the engine's charge nothing: a text its length, and of a list each entry as
 * much as the texts are long that say what to look for. `raw` only hands on.
 */
export function chargeFilters(engine: Liquid): void {
  for (const [name, filter] of Object.entries(engine.filters)) {
    const { handler, raw = false } = typeof filter === 'function' ? { handler: filter } : (filter ?? {})
    if (!handler || raw) continue
    const charged: Handler = function (value, ...args) {
      const chars = args.reduce<number>((sum, arg) => sum + (typeof arg === 'string' ? arg.length : 0), 0)
      if (Array.isArray(value)) this.context.memoryLimit.use(value.length * chars)
      else if (typeof value === 'string') this.context.memoryLimit.use(value.length)
      return handler.call(this, value, ...args)
    }
    engine.registerFilter(name, charged)
  }
}
