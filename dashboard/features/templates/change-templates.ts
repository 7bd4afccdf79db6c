import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query'
import type { Mode } from '../../../worker/domain/ids.ts'
import { callApi, newIdempotencyKey } from '../../lib/api.ts'
import type { DeliveryDetail, Template, TemplateWarning } from '../../lib/api-types.ts'
import { templateKey, templateListKey, templatePath, versionsKey } from './get-templates.ts'
import type { TemplateInput } from './template-form.ts'

export type SavedTemplate = Template & { warnings: TemplateWarning[] }

/** Makes a template, or changes the draft of the one with this id. */
export function useSaveTemplate(mode: Mode, id: string | null) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: ({ kind, ...words }: TemplateInput) =>
      id === null
        ? post<SavedTemplate>('/api/v1/templates', mode, withoutNulls({ kind, ...words }))
        : callApi<SavedTemplate>(templatePath(id), { method: 'PATCH', mode, body: words }),
    onSuccess: (saved) => keep(queryClient, mode, saved),
  })
}

export function usePublishTemplate(mode: Mode, id: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: () => post<SavedTemplate>(`${templatePath(id)}/publish`, mode),
    onSuccess: (saved) => keep(queryClient, mode, saved),
  })
}

/** Makes an earlier version the draft. */
export function useRevertTemplate(mode: Mode, id: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (version: number) => post<SavedTemplate>(`${templatePath(id)}/revert`, mode, { version }),
    onSuccess: (saved) => keep(queryClient, mode, saved),
  })
}

export function useTestSend(mode: Mode, id: string) {
  return useMutation({
    mutationFn: (input: { to: string; customer?: string; language?: string | null }) =>
      post<DeliveryDetail>(`${templatePath(id)}/test-send`, mode, input),
  })
}

export function useDeleteTemplate(mode: Mode, id: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: () => callApi<Template>(templatePath(id), { method: 'DELETE', mode }),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: templateListKey(mode) }),
  })
}

function post<T>(path: string, mode: Mode, body?: unknown): Promise<T> {
  const idempotencyKey = newIdempotencyKey()
  return callApi<T>(path, { method: 'POST', mode, idempotencyKey, ...(body !== undefined && { body }) })
}

/** A layout or snippet that is made has no subject, and that is left out. */
function withoutNulls(input: TemplateInput): Partial<TemplateInput> {
  const { subject, ...rest } = input
  return subject === undefined || subject === '' ? rest : input
}

function keep(queryClient: QueryClient, mode: Mode, { warnings: _, ...template }: SavedTemplate): void {
  queryClient.setQueryData(templateKey(mode, template.id), template)
  void queryClient.invalidateQueries({ queryKey: templateListKey(mode) })
  void queryClient.invalidateQueries({ queryKey: versionsKey(mode, template.id) })
}
