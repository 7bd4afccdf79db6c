import { type FormEvent, useState } from 'react'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { Button } from '../../../components/button.tsx'
import { TextField } from '../../../components/text-field.tsx'
import { fieldError } from '../../../lib/api-error.ts'
import { useAddSigningSecret } from './add-signing-secret.ts'

/** Links lead here; the browser opens the details around it. */
export const SECRET_FORM_ID = 'signing-secret'

/** Takes a signing secret. It is never shown again, so that the field is emptied once it is stored. */
export function SecretForm({ mode, onSaved }: { mode: Mode; onSaved?: () => void }) {
  const [secret, setSecret] = useState('')
  const add = useAddSigningSecret(mode)
  const typo = secret.trim() !== '' && !'whsec_'.startsWith(secret.trim().slice(0, 6))

  function submit(event: FormEvent) {
    event.preventDefault()
    if (secret.trim() === '' || typo) return
    add.mutate(secret.trim(), {
      onSuccess: () => {
        setSecret('')
        onSaved?.()
      },
    })
  }

  const problem = fieldError(add.error, '/secret') ?? add.error?.message ?? null
  return (
    <form id={SECRET_FORM_ID} onSubmit={submit} className="scroll-mt-24 flex flex-col items-start gap-3">
      <TextField
        label="Signing secret"
        hint="Starts with whsec_. Stored encrypted and never shown again."
        error={typo ? 'A signing secret starts with whsec_.' : problem}
        type="password"
        autoComplete="off"
        spellCheck={false}
        placeholder="whsec_…"
        value={secret}
        onChange={(event) => {
          setSecret(event.target.value)
          if (add.isError) add.reset()
        }}
        className="w-full max-w-[28rem] [&_input]:font-mono"
      />
      <Button type="submit" busy={add.isPending} disabled={secret.trim() === ''}>
        Save secret
      </Button>
      <span role="status" className="text-sm text-good empty:hidden">
        {add.isSuccess && secret === '' && 'Saved. The secret before it stays valid for 24 hours.'}
      </span>
    </form>
  )
}
