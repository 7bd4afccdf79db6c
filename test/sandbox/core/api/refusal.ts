import type { StripeProblem } from '../stripe-problem.ts'

/** Stripe's error body. */
export function refusal(problem: StripeProblem, requestId: string, livemode: boolean): object {
  return {
    error: {
      ...(problem.code
        ? { code: problem.code, doc_url: `https://stripe.com/docs/error-codes/${problem.code.replaceAll('_', '-')}` }
        : {}),
      message: problem.message,
      ...(problem.param ? { param: problem.param } : {}),
      request_log_url: `https://dashboard.stripe.com/${livemode ? '' : 'test/'}logs/${requestId}`,
      type: problem.type,
    },
  }
}
