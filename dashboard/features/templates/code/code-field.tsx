import { clsx } from 'clsx'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { Skeleton } from '../../../components/skeleton.tsx'
import { loadCode } from '../../../lib/load-code.ts'
import type { Editor } from './create-editor.ts'

interface CodeFieldProps {
  label: string
  hint?: string
  error: string | null
  /** The line that is wrong. */
  problemLine: number | null
  value: string
  onChange: (value: string) => void
  /** Filled once the editor is there. */
  editor: RefObject<Editor | null>
  onReady?: () => void
}

/** Liquid and HTML in an editor that is loaded when it is needed. */
export function CodeField({ label, hint, error, problemLine, value, onChange, editor, onReady }: CodeFieldProps) {
  const host = useRef<HTMLDivElement>(null)
  const latest = useRef({ value, onChange, problemLine, onReady })
  latest.current = { value, onChange, problemLine, onReady }
  /** Texts that were told to the form and have not come back. */
  const typed = useRef<string[]>([])
  const [ready, setReady] = useState(false)

  // biome-ignore lint/correctness/useExhaustiveDependencies: made once; what changes later is told to the editor below
  useEffect(() => {
    let gone = false
    void loadCode(() => import('./create-editor.ts')).then(({ createEditor }) => {
      if (gone || !host.current) return
      const root = host.current.shadowRoot ?? host.current.attachShadow({ mode: 'open' })
      const onText = (text: string) => {
        typed.current.push(text)
        latest.current.onChange(text)
      }
      editor.current = createEditor(root, { text: latest.current.value, label, describedBy: null, onChange: onText })
      editor.current.mark(latest.current.problemLine)
      setReady(true)
      latest.current.onReady?.()
    })
    return () => {
      gone = true
      editor.current?.destroy()
      editor.current = null
    }
  }, [])

  useEffect(() => {
    // What comes back from the form may be older than what was typed meanwhile; that must not undo it.
    const at = typed.current.lastIndexOf(value)
    typed.current.splice(0, at + 1)
    if (at < 0 && editor.current && editor.current.text() !== value) editor.current.setText(value)
  }, [editor, value])

  useEffect(() => editor.current?.mark(problemLine), [editor, problemLine])

  return (
    <div className="flex min-w-0 flex-col gap-1">
      <p className="text-sm font-medium">{label}</p>
      <div className={clsx('overflow-clip rounded-md border', error ? 'border-bad' : 'border-line-strong')}>
        {!ready && <Skeleton className="h-56" />}
        <div ref={host} data-code={label} />
      </div>
      {hint && <p className="text-xs text-faint">{hint}</p>}
      {error && (
        <p role="alert" className="text-xs font-medium text-bad">
          {error}
        </p>
      )}
    </div>
  )
}
