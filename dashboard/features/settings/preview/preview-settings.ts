import type { SettingsPreview } from '../../../../worker/account/customer-rpc.ts'
import type { Mode } from '../../../../worker/domain/ids.ts'
import type { SettingsPatch } from '../../../../worker/domain/settings.ts'
import { callApi } from '../../../lib/api.ts'
import { addPage, NOTHING_EXAMINED, type PreviewSum } from './sum-preview.ts'

interface PreviewRequest {
  mode: Mode
  settings: SettingsPatch
  signal: AbortSignal
  /** Told after every page of customers. */
  onStep: (sum: PreviewSum) => void
}

/** Asks page by page what `settings` would do to every customer; nothing is changed by it. */
export async function previewSettings({ mode, settings, signal, onStep }: PreviewRequest): Promise<void> {
  let sum = NOTHING_EXAMINED
  let after: string | null = null
  do {
    const page: SettingsPreview = await callApi('/api/v1/settings/preview', {
      method: 'POST',
      mode,
      body: { settings, ...(after !== null && { after }) },
      signal,
    })
    sum = addPage(sum, page)
    after = page.next
    onStep(sum)
  } while (after !== null)
}
