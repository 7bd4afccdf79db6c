import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { TOLERANCE_SECONDS, verifySignature } from '../../../worker/stripe/signature.ts'

interface Vector {
  name: string
  payload: string
  secret: string
  header: string | null
  receivedAtMs: number
  tolerance: number
  stripe_node_worker: { ok: boolean; errorClass?: string }
}

const { vectors } = JSON.parse(env.TEST_SIGNATURE_VECTORS || '{"vectors":[]}') as { vectors: Vector[] }
const comparable = vectors.filter((vector) => vector.tolerance === TOLERANCE_SECONDS)
if (vectors.length === 0)
  console.log('No recorded signature vectors beside the checkout: set STRIPE_DATA_DIR to check them too.')

describe('recorded signature vectors', () => {
  it.each(comparable)('$name: accepted exactly where stripe-node accepts', async (vector) => {
    const body = new TextEncoder().encode(vector.payload)
    const verified = await verifySignature(vector.header, body, [vector.secret], vector.receivedAtMs)
    // A thin event has a good signature; stripe-node refuses it afterwards, with a plain Error.
    const { ok, errorClass } = vector.stripe_node_worker
    expect(verified.ok).toBe(ok || errorClass === 'Error')
  })

  it('are all read, where there are any', () => {
    expect(comparable.length >= vectors.length / 2).toBe(true)
  })
})
