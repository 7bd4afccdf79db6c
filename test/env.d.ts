declare namespace Cloudflare {
  interface Env {
    /** JSON text; empty where no recorded Stripe data lies beside the checkout. */
    TEST_SIGNATURE_VECTORS: string
    TEST_MIGRATIONS: import('@cloudflare/vitest-plugin').D1Migration[]
  }
}

declare module '*?raw' {
  const text: string
  export default text
}
