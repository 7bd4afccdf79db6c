import { LoaderCircle } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { Button } from '../../../components/button.tsx'
import { ProblemNote } from '../../../components/problem-note.tsx'
import type { ConnectionWays } from '../../../lib/api-types.ts'
import { useConnectWithKey } from './connect-with-key.ts'
import { KeyField } from './key-field.tsx'
import { accountChange, KEY_CHECKS } from './key-problem.ts'
import { KeyProblemNote, SwitchMode } from './key-problem-note.tsx'
import { MonthsField } from './months-field.tsx'
import { readKey } from './read-key.ts'
import { ReplaceAccountDialog } from './replace-account-dialog.tsx'

interface KeyFormProps {
  mode: Mode
  ways: ConnectionWays
  importMonths: number
  onConnected: () => void
}

/** Takes a restricted key and tells what Stripe says of it; it stays editable until it connects. */
export function KeyForm({ mode, ways, importMonths, onConnected }: KeyFormProps) {
  const [apiKey, setApiKey] = useState('')
  const [months, setMonths] = useState(importMonths)
  const connect = useConnectWithKey(mode)
  const key = readKey(apiKey)
  const isOtherMode = key?.kind === 'key' && key.mode !== mode
  const change = accountChange(connect.error)

  function submit(replaces?: string) {
    connect.mutate(
      { apiKey: apiKey.trim(), importMonths: months, ...(replaces ? { replaces } : {}) },
      {
        onSuccess: () => {
          setApiKey('')
          onConnected()
        },
      },
    )
  }

  function onSubmit(event: FormEvent) {
    event.preventDefault()
    if (key?.kind === 'key' && !isOtherMode && !connect.isPending) submit()
  }

  return (
    <form onSubmit={onSubmit} className="flex flex-col items-start gap-4">
      <KeyField
        placeholder={`rk_${mode}_…`}
        value={apiKey}
        error={key?.kind === 'not_a_key' ? key.problem : null}
        onChange={setApiKey}
      />
      <MonthsField value={months} onChange={setMonths} />
      {isOtherMode && (
        <ProblemNote title={`This is a key of ${key.mode} mode`}>
          <p className="text-soft">
            You are connecting {mode} mode. Test and live are two connections, each with a key of its own.
          </p>
          <SwitchMode mode={mode} />
        </ProblemNote>
      )}
      {connect.isError && !change && key?.kind === 'key' && !isOtherMode && (
        <KeyProblemNote mode={mode} error={connect.error} ways={ways} />
      )}
      <Button type="submit" look="primary" busy={connect.isPending} disabled={key?.kind !== 'key' || isOtherMode}>
        {connect.isPending && <LoaderCircle aria-hidden className="size-4 animate-turn" />}
        {connect.isPending ? 'Connecting…' : 'Connect'}
      </Button>
      <div role="status" className="empty:hidden">
        {connect.isPending && <Asking />}
      </div>
      {change && (
        <ReplaceAccountDialog
          change={change}
          busy={connect.isPending}
          onAccept={() => submit(change.current)}
          onDecline={() => connect.reset()}
        />
      )}
    </form>
  )
}

/** The answer comes when all is done, so that nothing is ticked off before. */
function Asking() {
  return (
    <p className="max-w-[70ch] text-sm text-soft">
      Stripe is being asked: {KEY_CHECKS.map(({ name }) => name.toLowerCase().replace(/stripe/g, 'Stripe')).join(', ')}.
      This takes a few seconds.
    </p>
  )
}
