import type { Mode } from '../../../../worker/domain/ids.ts'
import { ChipsInput } from '../../../components/chips-input.tsx'
import { fieldError } from '../../../lib/api-error.ts'
import type { Customer } from '../../../lib/api-types.ts'
import { useChangeCustomer } from '../change-customer.ts'

/** Tags are saved as they are added and taken away. */
export function TagsEditor({ mode, customer }: { mode: Mode; customer: Customer }) {
  const change = useChangeCustomer(mode, customer.id)
  const error = change.error ? (fieldError(change.error, '/tags') ?? change.error.message) : null
  return (
    <ChipsInput
      label="Tags"
      placeholder="Add a tag"
      // What was just chosen stands there while it is being saved.
      values={(change.isPending && change.variables.tags) || customer.tags}
      error={error}
      onChange={(tags) => change.mutate({ tags })}
    />
  )
}
