import { StripeProblem } from '../stripe-problem.ts'
import type { ApiAnswer, ApiRequest } from './request.ts'

/** Answers to POSTs by their key: the same request again gets the same answer and does nothing. */
export class IdempotencyKeys {
  private readonly answers = new Map<string, { asked: string; answer: ApiAnswer }>()

  run(request: ApiRequest, answer: () => ApiAnswer): ApiAnswer {
    const key = request.method === 'POST' ? request.headers['idempotency-key'] : undefined
    if (key === undefined) return answer()
    const asked = `${request.path} ${JSON.stringify(request.form)}`
    const known = this.answers.get(key)
    if (!known) {
      const fresh = answer()
      // A refused request may be sent again with the same key, as long as nothing was begun.
      if (fresh.status < 400) this.answers.set(key, { asked, answer: fresh })
      return fresh
    }
    if (known.asked !== asked) {
      throw new StripeProblem(
        400,
        `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
        { type: 'idempotency_error' },
      )
    }
    return { ...known.answer, headers: { ...known.answer.headers, 'Idempotent-Replayed': 'true' } }
  }
}
