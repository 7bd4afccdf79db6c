import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { callApi } from '../../../lib/api.ts'
import type { TemplatePreview } from '../../../lib/api-types.ts'
import { inputOf, type TemplateForm } from '../template-form.ts'
import { asked, type PreviewSubject } from './preview-subject.ts'

const WAIT_MS = 400
const NO_SUBJECT = 'No subject yet'

export interface Preview {
  /** The last one that came out well; `stale` where what is written now gives none. */
  shown: TemplatePreview | null
  stale: boolean
  error: Error | null
  loading: boolean
}

/** The mail as it is written at the moment in a language, null being the default, a little after the last key. */
export function usePreview(
  mode: Mode,
  form: TemplateForm,
  { subject, language }: { subject: PreviewSubject; language: string | null },
): Preview {
  const body = useSettled(JSON.stringify({ template: previewed(form), language, ...asked(subject) }), WAIT_MS)
  const last = useRef<{ shown: TemplatePreview | null; error: Error | null }>({ shown: null, error: null })
  const preview = useQuery({
    queryKey: ['template-preview', mode, body],
    queryFn: ({ signal }) =>
      callApi<TemplatePreview>('/api/v1/templates/preview', { method: 'POST', mode, signal, body: JSON.parse(body) }),
    gcTime: 60_000,
  })
  // What was answered last stays until there is another answer: what comes and goes in between moves what is below it.
  if (!preview.isPending) last.current = { shown: preview.data ?? last.current.shown, error: preview.error }
  const { shown, error } = last.current
  return {
    shown,
    stale: error !== null,
    error,
    loading: preview.isFetching,
  }
}

/** Without a name, and with words where there are none yet: neither keeps the rest from being seen. */
function previewed(form: TemplateForm) {
  const { name: _, subject, variants, ...input } = inputOf(form)
  const filled = Object.entries(variants).map(([tag, words]) => [tag, withWords(words)] as const)
  return {
    ...{ ...input, html: input.html || ' ', variants: Object.fromEntries(filled) },
    ...(subject !== undefined && { subject: subject || NO_SUBJECT }),
  }
}

function withWords<Words extends { subject: string; html: string }>(words: Words): Words {
  return { ...words, subject: words.subject || NO_SUBJECT, html: words.html || ' ' }
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
