import { ApiError } from '../../lib/api-error.ts'

/** Why a sign-in link did not work, and what to do, in the reader's words. */
export function signInProblem(error: unknown): { title: string; detail: string; retry: boolean } {
  const code = error instanceof ApiError ? error.code : 'unknown'
  if (code === 'link_used')
    return {
      title: 'This link was used already',
      detail:
        'A sign-in link works once. If it was not you who used it, rotate ADMIN_TOKEN. Otherwise ask for a new link.',
      retry: false,
    }
  if (code === 'link_expired')
    return {
      title: 'This link has expired',
      detail: 'Links are short-lived. Ask for a new one as described below.',
      retry: false,
    }
  if (code === 'link_unknown')
    return {
      title: 'This link is not known here',
      detail: 'It may have been cut when it was copied, or it belongs to another deployment. Ask for a new one.',
      retry: false,
    }
  const detail = error instanceof Error ? error.message : 'An unexpected error.'
  return { title: 'Signing in did not work', detail, retry: true }
}
