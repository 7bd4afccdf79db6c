import { useEffect, useRef, useState } from 'react'
import type { Mode } from '../../../../worker/domain/ids.ts'
import type { SettingsPatch } from '../../../../worker/domain/settings.ts'
import { previewSettings } from './preview-settings.ts'
import { NOTHING_EXAMINED, type PreviewSum } from './sum-preview.ts'

export type PreviewState = { is: 'running' | 'done' | 'stopped' } | { is: 'failed'; error: unknown }

/** Runs the preview from the moment it is mounted; `stop` keeps what is known so far, `again` begins anew. */
export function usePreview(mode: Mode, settings: SettingsPatch) {
  const [run, setRun] = useState(0)
  const [sum, setSum] = useState<PreviewSum>(NOTHING_EXAMINED)
  const [state, setState] = useState<PreviewState>({ is: 'running' })
  const asked = useRef(settings)
  const abort = useRef<AbortController | null>(null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: a run is begun by `again` only
  useEffect(() => {
    const controller = new AbortController()
    abort.current = controller
    setSum(NOTHING_EXAMINED)
    setState({ is: 'running' })
    previewSettings({ mode, settings: asked.current, signal: controller.signal, onStep: setSum }).then(
      () => setState({ is: 'done' }),
      (error: unknown) => {
        if (!controller.signal.aborted) setState({ is: 'failed', error })
      },
    )
    return () => controller.abort()
  }, [mode, run])

  function stop() {
    abort.current?.abort()
    setState({ is: 'stopped' })
  }

  return { sum, state, stop, again: () => setRun((count) => count + 1) }
}
