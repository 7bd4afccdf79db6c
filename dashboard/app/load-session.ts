import type { QueryClient } from '@tanstack/react-query'
import { redirect } from '@tanstack/react-router'
import { sessionQuery } from '../features/session/get-session.ts'
import { rememberReturnPath } from '../features/session/return-path.ts'
import { isUnauthorized } from '../lib/api-error.ts'

const PATIENCE_MS = 150

/**
 * Nobody signed in: to the sign-in page. A slow answer is not waited for, the page comes up with skeletons and the
 * query client sends a late 401 to the sign-in page too. An API that does not answer is told by the shell's banner.
 */
export async function loadSession(queryClient: QueryClient, href: string): Promise<void> {
  const isMissing = queryClient.ensureQueryData({ ...sessionQuery, retry: false }).then(() => false, isUnauthorized)
  if (!(await Promise.race([isMissing, patience()]))) return
  rememberReturnPath(href, Date.now())
  throw redirect({ to: '/sign-in', replace: true })
}

function patience(): Promise<false> {
  return new Promise((resolve) => setTimeout(() => resolve(false), PATIENCE_MS))
}
