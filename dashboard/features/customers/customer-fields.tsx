import { ChipsInput } from '../../components/chips-input.tsx'
import { ProblemNote } from '../../components/problem-note.tsx'
import { SelectField } from '../../components/select-field.tsx'
import { TextField } from '../../components/text-field.tsx'
import { ApiError, fieldError } from '../../lib/api-error.ts'
import type { CustomerDraft } from './customer-draft.ts'

interface CustomerFieldsProps {
  draft: CustomerDraft
  onChange: (draft: CustomerDraft) => void
  /** What the API said to it; each complaint stands at its field. */
  error: unknown
  /** What could not be done: "The customer was not created". */
  problem: string
  /** A customer that is there already: its tags have a place of their own, and its Stripe id stays. */
  existing?: { hasExternalId: boolean }
}

const POINTERS = ['/name', '/email', '/user_id', '/external_id', '/kind', '/tags']

/** The fields of a customer that a person may write. */
export function CustomerFields({ draft, onChange, error, problem, existing }: CustomerFieldsProps) {
  const bind = (key: 'name' | 'email' | 'user_id' | 'external_id') => ({
    value: draft[key],
    error: fieldError(error, `/${key}`),
    onChange: (event: { target: { value: string } }) => onChange({ ...draft, [key]: event.target.value }),
    autoComplete: 'off',
  })
  const isAtField = error instanceof ApiError && error.fields.some(({ pointer }) => POINTERS.includes(pointer))
  return (
    <div className="grid gap-4 px-4 py-4 sm:grid-cols-2">
      <TextField label="Name" {...bind('name')} />
      <TextField label="E-mail" type="email" inputMode="email" {...bind('email')} />
      <TextField
        label="User id"
        hint="As your own product knows this customer."
        spellCheck={false}
        {...bind('user_id')}
      />
      {!existing?.hasExternalId && (
        <TextField
          label="Stripe customer"
          hint="Its events belong here from now on."
          placeholder="cus_…"
          spellCheck={false}
          {...bind('external_id')}
        />
      )}
      <SelectField
        label="Kind"
        value={draft.kind}
        error={fieldError(error, '/kind')}
        onChange={(event) => onChange({ ...draft, kind: event.target.value as CustomerDraft['kind'] })}
      >
        {!existing && <option value="">As the settings say</option>}
        <option value="user">User, one person</option>
        <option value="account">Account, a company or team</option>
      </SelectField>
      {!existing && (
        <div className="flex min-w-0 flex-col gap-1">
          <label htmlFor="new-customer-tags" className="text-sm font-medium">
            Tags
          </label>
          <ChipsInput
            id="new-customer-tags"
            label="Tags"
            values={draft.tags}
            error={fieldError(error, '/tags')}
            onChange={(tags) => onChange({ ...draft, tags })}
          />
        </div>
      )}
      {error !== null && !isAtField && (
        <div className="sm:col-span-2">
          <ProblemNote title={problem} error={error}>
            <p className="text-soft">{error instanceof Error ? error.message : 'An unexpected error.'}</p>
          </ProblemNote>
        </div>
      )}
    </div>
  )
}
