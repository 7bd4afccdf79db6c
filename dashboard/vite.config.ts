import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { firstLoadBudget } from './build/first-load-budget.ts'

const FIRST_LOAD_LIMIT_KB = 200

/** Where `npm run dev` finds the API. */
const WORKER = process.env.BILLHOOK_API ?? 'http://127.0.0.1:8787'

export default defineConfig({
  plugins: [react(), tailwindcss(), firstLoadBudget({ limitKb: FIRST_LOAD_LIMIT_KB })],
  build: {
    // light-dark() and :has() carry the themes; older targets would have them rewritten.
    cssTarget: ['chrome123', 'safari17.5', 'firefox121'],
    // The CSP allows no data: scripts, and a small file of its own is cached for ever.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
  server: {
    // The Worker refuses cookies from another origin, and this server is one: the proxy speaks as the Worker's own page.
    proxy: { '/api': { target: WORKER, changeOrigin: true, ws: true, headers: { origin: WORKER } } },
  },
})
