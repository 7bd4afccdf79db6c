import { get, useFormState } from 'react-hook-form'

/** The problem of one value of the form, or null; `path` may name one that has no input of its own. */
export function useFieldError(path: string): string | null {
  const { errors } = useFormState()
  const problem: unknown = get(errors, path)
  if (problem === null || typeof problem !== 'object') return null
  // A list's own problem stands beside those of its entries.
  const own: unknown = 'root' in problem ? problem.root : problem
  const message = own !== null && typeof own === 'object' && 'message' in own ? own.message : null
  return typeof message === 'string' ? message : null
}

export function FieldError({ id, message }: { id: string; message: string | null }) {
  if (!message) return null
  return (
    <p id={id} role="alert" className="text-xs font-medium text-bad">
      {message}
    </p>
  )
}
