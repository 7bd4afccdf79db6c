import { LoaderCircle } from 'lucide-react'
import type { ReactNode } from 'react'
import { BrandMark } from '../../components/brand-mark.tsx'
import { Button } from '../../components/button.tsx'
import { CodeLine } from '../../components/code-line.tsx'
import { signInProblem } from './sign-in-words.ts'

interface SignInPanelProps {
  state: { is: 'signing_in' } | { is: 'failed'; error: unknown } | { is: 'no_link' }
  onRetry: () => void
}

/** Signs in with the link's token, or says how to get a link. */
export function SignInPanel({ state, onRetry }: SignInPanelProps) {
  if (state.is === 'signing_in')
    return (
      <Frame title="Signing in">
        <p role="status" className="flex items-center gap-2 text-soft">
          <LoaderCircle aria-hidden className="size-4 animate-turn" />
          One moment…
        </p>
      </Frame>
    )
  if (state.is === 'failed') {
    const { title, detail, retry } = signInProblem(state.error)
    return (
      <Frame title={title}>
        <p role="alert" className="text-soft">
          {detail}
        </p>
        {retry ? <Button onClick={onRetry}>Try again</Button> : <HowToGetALink />}
      </Frame>
    )
  }
  return (
    <Frame title="Sign in">
      <p className="text-soft">Billhook opens with a link that works once. There is no password.</p>
      <HowToGetALink />
    </Frame>
  )
}

function HowToGetALink() {
  const request = `curl -X POST ${window.location.origin}/api/v1/operator/links -H "Authorization: Bearer $ADMIN_TOKEN"`
  return (
    <>
      <h2 className="mt-2 font-semibold">How to get a link</h2>
      <p className="text-soft">
        On a development machine <code className="font-mono text-sm">npm start</code> prints one. Elsewhere whoever
        holds the deployment’s ADMIN_TOKEN makes one:
      </p>
      <CodeLine code={request} what="command" />
    </>
  )
}

function Frame({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="mx-auto flex min-h-svh w-full max-w-[30rem] flex-col justify-center px-5 py-12">
      <title>{`${title} · Billhook`}</title>
      <p className="mb-8 flex items-center gap-2 text-md font-semibold tracking-tight">
        <BrandMark className="size-5" />
        Billhook
      </p>
      <div className="flex flex-col items-stretch gap-3">
        <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
        {children}
      </div>
    </main>
  )
}
