import { BlockTag, Context, LayoutTag, Liquid, type Template, toValue, toValueSync } from 'liquidjs'
import type { JsonObject } from '../../domain/json.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { Reader } from '../words.ts'
import { withAmounts } from './amount.ts'
import { chargeFilters, chargeSource, limitTurns } from './budget.ts'
import { type Files, filesOptions } from './files.ts'
import { type FilterSelf, registerFilters } from './filters.ts'
import { type Flaw, flawsOf } from './flaws.ts'
import { CancelTag, MeteredCaptureTag, MeteredRawTag } from './tags.ts'

/** Characters of one part, one layout or one snippet. */
export const MAX_TEMPLATE_CHARS = 100_000
/** More of them are told one by one. */
const MAX_FLAWS = 50

/** Liquid for one mail and reader; `html` escapes each output. A layout's name is found in `files`. */
export function createEngine(format: 'html' | 'plain', files: Files, reader: Reader): Liquid {
  const engine = new Liquid({
    ...filesOptions(files),
    ownPropertyOnly: true,
    outputEscape: format === 'html' ? 'escape' : metered,
    strictFilters: true,
    lenientIf: true,
    cache: true,
    parseLimit: MAX_TEMPLATE_CHARS,
    locale: reader.locale,
    timezoneOffset: reader.timeZone,
  })
  engine.registerTag('cancel', CancelTag)
  engine.registerTag('capture', MeteredCaptureTag)
  engine.registerTag('raw', MeteredRawTag)
  registerFilters(engine, reader)
  chargeFilters(engine)
  chargeSource(engine)
  return engine
}

export function parseTemplate(engine: Liquid, source: string): Result<Template[], Flaw[]> {
  if (source.length > MAX_TEMPLATE_CHARS) {
    const message = `A template has at most ${MAX_TEMPLATE_CHARS} characters.`
    return fail([{ kind: 'syntax', message, line: 1, column: 1, file: null }])
  }
  try {
    return ok(engine.parse(source))
  } catch (error) {
    return fail(flawsOf(error))
  }
}

/** The template within a layout, as its block `content`; one that has blocks, or a layout of its own, keeps those. */
export function inLayout(engine: Liquid, layout: string, body: Template[]): Template[] {
  if (body.some((node) => node instanceof LayoutTag)) return body
  const wrapper = engine.parse(`{% layout "${layout}" %}{% block content %}{% endblock %}`)
  const [tag] = wrapper
  if (!(tag instanceof LayoutTag)) return body
  const [block] = tag.templates
  if (body.some((node) => node instanceof BlockTag)) tag.templates = body
  else if (block instanceof BlockTag) block.templates = body
  return wrapper
}

/**
 * Renders within the budget. `strict`: every variable that is read without a value, outside of conditions and not before
 * `default`, is a flaw; else it is blank.
 */
export function renderTemplate(
  engine: Liquid,
  template: Template[],
  values: JsonObject,
  { strict }: { strict: boolean },
): Result<string, Flaw[]> {
  // As globals, since snippets see nothing else.
  const render = { sync: true, strictVariables: strict, globals: withAmounts(values) }
  const options = strict ? goingOn(engine.options) : engine.options
  const context = new Context(Object.create(null), options, render, { liquid: engine })
  limitTurns(context)
  try {
    return ok(String(toValueSync(engine.renderer.renderTemplates(template, context))))
  } catch (error) {
    return fail(flawsOf(error))
  }
}

/**
 * Past a flaw, so that all of them are told, up to a number: the engine goes through the whole source for each. It asks
 * once for each flaw.
 */
function goingOn<Options extends object>(options: Options): Options {
  let flaws = 0
  return Object.defineProperty({ ...options }, 'catchAllErrors', {
    get() {
      flaws += 1
      return flaws <= MAX_FLAWS
    },
  })
}

/** What the escape of html does besides: it charges what is put out. */
function metered(this: FilterSelf, value: unknown): string {
  const shown = toValue(value)
  if (typeof shown === 'string') this.context.memoryLimit.use(shown.length)
  return shown as string
}
