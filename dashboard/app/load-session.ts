import type { QueryClient } from '@tanstack/react-query'
import { redirect } from '@tanstack/react-router'
import { sessionQuery } from '../features/session/get-session.ts'
import { rememberReturnPath } from '../features/session/return-path.ts'
import { isUnauthorized } from '../lib/api-error.ts'

/** Nobody signed in: to the sign-in page. An API that does not answer is told by the shell's banner, not here. */
export async function loadSession(queryClient: QueryClient, href: string): Promise<void> {
  try {
    await queryClient.ensureQueryData({ ...sessionQuery, retry: false })
  } catch (error) {
    if (!isUnauthorized(error)) return
    rememberReturnPath(href, Date.now())
    throw redirect({ to: '/sign-in', replace: true })
  }
}
