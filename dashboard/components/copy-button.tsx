import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { copyText } from '../lib/copy-text.ts'
import { IconButton } from './icon-button.tsx'

const SHOWN_MS = 1600

/** Copies `text`; `what` names it: "Copy endpoint address". */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const [result, setResult] = useState<'copied' | 'refused' | null>(null)
  useEffect(() => {
    if (!result) return
    const timer = setTimeout(() => setResult(null), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [result])
  return (
    <>
      <IconButton label={`Copy ${what}`} onClick={async () => setResult((await copyText(text)) ? 'copied' : 'refused')}>
        {result === 'copied' ? <Check className="size-4 text-good" /> : <Copy className="size-3.5" />}
      </IconButton>
      <span role="status" className="sr-only">
        {result === 'copied' && 'Copied'}
        {result === 'refused' && 'The browser did not allow copying'}
      </span>
    </>
  )
}
