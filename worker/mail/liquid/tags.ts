import {
  CaptureTag,
  type Context,
  type Liquid,
  RawTag,
  Tag,
  type TagToken,
  type TopLevelToken,
  toValue,
  Value,
} from 'liquidjs'

/** `{% cancel "reason" %}`: the template decided against its mail. */
export class CanceledError extends Error {
  override name = 'CanceledError'
}

const MAX_REASON_CHARS = 200

/** Ends the mail: nothing is sent, for the reason given. */
export class CancelTag extends Tag {
  readonly #reason: Value | null

  constructor(token: TagToken, rest: TopLevelToken[], liquid: Liquid) {
    super(token, rest, liquid)
    this.#reason = token.args.trim() === '' ? null : new Value(token.args, liquid)
  }

  override *render(context: Context): Generator<unknown, void, unknown> {
    const reason = this.#reason ? toValue(yield this.#reason.value(context, true)) : ''
    throw new CanceledError(String(reason ?? '').slice(0, MAX_REASON_CHARS))
  }

  *arguments(): Generator<Value> {
    if (this.#reason) yield this.#reason
  }
}

/** Charges what it captures: it could be doubled with each capture, and no filter would see it. */
export class MeteredCaptureTag extends CaptureTag {
  override *render(context: Context): Generator<unknown, void, string> {
    const captured = yield this.liquid.renderer.renderTemplates(this.templates, context)
    context.memoryLimit.use(captured.length)
    context.bottom()[this.variable] = captured
  }
}

/** Charges what stands in it: no node says how long that is. */
export class MeteredRawTag extends RawTag {
  override render(context?: Context): string {
    const text = super.render()
    context?.memoryLimit.use(text.length)
    return text
  }
}
