import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Mode } from '../../../worker/domain/ids.ts'
import type { SettingsPatch } from '../../../worker/domain/settings.ts'
import { callApi } from '../../lib/api.ts'
import type { Settings, WithJob } from '../../lib/api-types.ts'
import { settingsKey } from './get-settings.ts'

/** Saves what was changed and nothing else; what others changed meanwhile stays. */
export function useSaveSettings(mode: Mode) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (patch: SettingsPatch) =>
      callApi<WithJob<Settings>>('/api/v1/settings', { method: 'PATCH', mode, body: patch }),
    onSuccess: ({ job: _, ...settings }) => queryClient.setQueryData(settingsKey(mode), settings),
  })
}
