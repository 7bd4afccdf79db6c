import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useLocation, useRouter } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { sessionQuery } from '../../features/session/get-session.ts'
import { openSession } from '../../features/session/open-session.ts'
import { forgetReturnPath, readReturnPath } from '../../features/session/return-path.ts'
import { SignInPanel } from '../../features/session/sign-in-panel.tsx'

export function SignInPage() {
  const router = useRouter()
  const queryClient = useQueryClient()
  const { token, failure, retry } = useLinkToken(goOn)
  // A session opened in another tab lets this one go on as soon as it is looked at.
  const session = useQuery({ ...sessionQuery, enabled: token === null, retry: false, refetchOnWindowFocus: 'always' })
  const signedIn = token === null && session.isSuccess

  // biome-ignore lint/correctness/useExhaustiveDependencies: only the moment of being signed in counts
  useEffect(() => {
    if (signedIn) void goOn()
  }, [signedIn])

  async function goOn() {
    const path = readReturnPath(Date.now())
    forgetReturnPath()
    queryClient.clear()
    await router.navigate({ href: path ?? '/', replace: true })
  }

  if (failure !== null) return <SignInPanel state={{ is: 'failed', error: failure }} onRetry={retry} />
  const waiting = token !== null || signedIn || session.isPending
  return <SignInPanel state={{ is: waiting ? 'signing_in' : 'no_link' }} onRetry={retry} />
}

/** Takes a token out of the address, so that it stays in no history, and signs in with it. */
function useLinkToken(onSignedIn: () => Promise<void>) {
  const router = useRouter()
  const hash = useLocation({ select: (location) => location.hash })
  const [token, setToken] = useState<string | null>(hash || null)
  const [failure, setFailure] = useState<unknown>(null)

  useEffect(() => {
    if (hash === '') return
    setToken(hash)
    setFailure(null)
    void router.navigate({ to: '/sign-in', hash: '', replace: true })
  }, [hash, router])

  // biome-ignore lint/correctness/useExhaustiveDependencies: runs once for each token, and again after a failure was cleared
  useEffect(() => {
    if (token === null || failure !== null) return
    let current = true
    openSession(token).then(
      () => current && void onSignedIn(),
      (error: unknown) => current && setFailure(error),
    )
    return () => {
      current = false
    }
  }, [token, failure])

  return { token, failure, retry: () => setFailure(null) }
}
