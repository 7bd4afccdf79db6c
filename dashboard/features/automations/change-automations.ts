import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query'
import type { Mode } from '../../../worker/domain/ids.ts'
import { callApi, newIdempotencyKey } from '../../lib/api.ts'
import type { Automation, SavedAutomation, TakenRecipe } from '../../lib/api-types.ts'
import { automationKeys, automationPath } from './get-automations.ts'

export type AutomationInput = Pick<
  Automation,
  'name' | 'status' | 'trigger' | 'conditions' | 'actions' | 'reentry' | 'goal' | 'log_only'
>

/** Makes one, or changes the one with this id. */
export function useSaveAutomation(mode: Mode, id: string | null) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (input: Partial<AutomationInput>) =>
      id === null
        ? callApi<SavedAutomation>('/api/v1/automations', {
            ...{ method: 'POST', mode, body: input, idempotencyKey: newIdempotencyKey() },
          })
        : callApi<SavedAutomation>(automationPath(id), { method: 'PATCH', mode, body: input }),
    onSuccess: ({ job: _, ...saved }) => noteAutomation(queryClient, mode, saved),
  })
}

export function useDeleteAutomation(mode: Mode, id: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: () => callApi<SavedAutomation>(automationPath(id), { method: 'DELETE', mode }),
    onSuccess: () => refreshLists(queryClient, mode),
  })
}

/** Its template and a draft; what was taken before is answered again. */
export function useTakeRecipe(mode: Mode) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (id: string) =>
      callApi<TakenRecipe>(`/api/v1/recipes/${encodeURIComponent(id)}`, {
        ...{ method: 'POST', mode, idempotencyKey: newIdempotencyKey() },
      }),
    onSuccess: ({ automation }) => {
      noteAutomation(queryClient, mode, automation)
      void queryClient.invalidateQueries({ queryKey: ['templates', mode] })
    },
  })
}

function noteAutomation(queryClient: QueryClient, mode: Mode, automation: Automation): void {
  queryClient.setQueryData(automationKeys.one(mode, automation.id), automation)
  queryClient.setQueryData<Automation[]>(automationKeys.list(mode), (all) =>
    all?.map((one) => (one.id === automation.id ? automation : one)),
  )
  refreshLists(queryClient, mode)
}

function refreshLists(queryClient: QueryClient, mode: Mode): void {
  for (const key of [automationKeys.list, automationKeys.recipes, automationKeys.versions])
    void queryClient.invalidateQueries({ queryKey: key(mode) })
}
