import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import * as z from 'zod/mini'
import { createAppQueryClient } from './query-client.ts'
import { createAppRouter } from './router.tsx'
import './styles.css'

// The CSP forbids eval, which zod would otherwise try in order to compile its checks.
z.config({ jitless: true })

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no element with the id "root"')

const queryClient = createAppQueryClient(() => router)
const router = createAppRouter(queryClient)

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
)
