import { readFileSync } from 'node:fs'
import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'
import { answerOutbound } from './test/support/outbound.ts'
import { findStripeData } from './test/support/stripe-data.ts'

const SECRETS = {
  ADMIN_TOKEN: 'test_admin_token_0123456789',
  ENCRYPTION_KEYS: '{"k1":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="}',
}
// Wrangler looks for required secrets before the bindings below win over everything else.
Object.assign(process.env, SECRETS, { WRANGLER_LOG: 'error' })

const vectors = findStripeData('webhook-signature-vectors.json')

const workerd = async () => ({
  plugins: [
    cloudflareTest({
      wrangler: { configPath: './wrangler.toml' },
      miniflare: {
        bindings: {
          TEST_MIGRATIONS: await readD1Migrations('./migrations'),
          ENVIRONMENT: 'development',
          TEST_SIGNATURE_VECTORS: vectors ? readFileSync(vectors, 'utf8') : '',
          ...SECRETS,
          STRIPE_WEBHOOK_SECRET: 'whsec_test_platform_secret_0123456789, whsec_test_rolled_secret_0123456789',
          STRIPE_API_BASE: 'http://stripe.test',
          // The sandbox answers at once; what is slow is tested where it matters.
          STRIPE_REQUESTS_PER_SECOND: '500',
          STRIPE_PLATFORM_KEY_TEST: 'sk_test_platform_0123456789abcdef',
          STRIPE_PLATFORM_KEY_LIVE: 'sk_live_platform_0123456789abcdef',
          STRIPE_CONNECT_CLIENT_ID_TEST: 'ca_test_connect',
          STRIPE_CONNECT_CLIENT_ID_LIVE: 'ca_live_connect',
          STRIPE_APP_CLIENT_ID_TEST: 'ca_test_app',
          STRIPE_APP_CLIENT_ID_LIVE: 'ca_live_app',
          PUBLIC_BASE_URL: 'https://billhook.test',
        },
        queueConsumers: Object.fromEntries(
          ['sync', 'jobs', 'mail', 'webhooks'].map((name) => [`billhook-${name}`, { maxBatchTimeout: 0.05 }]),
        ),
        outboundService: answerOutbound,
      },
    }),
  ],
  test: {
    name: 'workerd',
    include: ['test/workerd/**/*.test.ts'],
    setupFiles: ['./test/setup.ts'],
    globalSetup: ['./test/support/serve-smtp.ts'],
    testTimeout: 30_000,
  },
})

export default defineConfig(async () => ({
  test: {
    // Both cores of a small machine: most of a file's time is its start.
    maxWorkers: 2,
    projects: [{ test: { name: 'node', include: ['test/node/**/*.test.ts'], testTimeout: 30_000 } }, await workerd()],
  },
}))
