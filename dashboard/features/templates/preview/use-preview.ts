import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { callApi } from '../../../lib/api.ts'
import type { TemplatePreview } from '../../../lib/api-types.ts'
import { inputOf, type TemplateForm } from '../template-form.ts'
import { asked, type PreviewSubject } from './preview-subject.ts'

const WAIT_MS = 400

export interface Preview {
  /** The last one that came out well; `stale` where what is written now gives none. */
  shown: TemplatePreview | null
  stale: boolean
  error: Error | null
  loading: boolean
}

/** The mail as it is written at the moment, a little after the last key. */
export function usePreview(mode: Mode, form: TemplateForm, subject: PreviewSubject): Preview {
  const body = useSettled(JSON.stringify({ template: previewed(form), ...asked(subject) }), WAIT_MS)
  const last = useRef<TemplatePreview | null>(null)
  const preview = useQuery({
    queryKey: ['template-preview', mode, body],
    queryFn: ({ signal }) =>
      callApi<TemplatePreview>('/api/v1/templates/preview', { method: 'POST', mode, signal, body: JSON.parse(body) }),
    gcTime: 60_000,
  })
  if (preview.data) last.current = preview.data
  return {
    shown: preview.data ?? last.current,
    stale: preview.isError,
    error: preview.error,
    loading: preview.isFetching,
  }
}

/** Without a name, and with words where there are none yet: neither keeps the rest from being seen. */
function previewed(form: TemplateForm) {
  const { name: _, subject, ...input } = inputOf(form)
  return { ...input, html: input.html || ' ', ...(subject !== undefined && { subject: subject || 'No subject yet' }) }
}

/** The value once it has not changed for a while. */
function useSettled<T>(value: T, waitMs: number): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), waitMs)
    return () => clearTimeout(timer)
  }, [value, waitMs])
  return settled
}
