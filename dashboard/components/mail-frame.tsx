import { clsx } from 'clsx'
import { useEffect, useRef } from 'react'
import { inScheme } from '../lib/mail-scheme.ts'

interface MailFrameProps {
  html: string
  /** Names the frame: "Preview of the mail". */
  title: string
  scheme?: 'light' | 'dark'
  className?: string
}

/** A mail as a mail program shows it, in a frame without scripts and without our origin. */
export function MailFrame({ html, title, scheme = 'light', className }: MailFrameProps) {
  const frame = useRef<HTMLIFrameElement>(null)
  const message = { html: inScheme(html, scheme) }
  const latest = useRef(message)
  latest.current = message

  function show() {
    frame.current?.contentWindow?.postMessage(latest.current, '*')
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: shown anew where the mail is another
  useEffect(show, [message.html])

  return (
    <iframe
      ref={frame}
      src="/mail-frame/"
      title={title}
      sandbox="allow-scripts"
      onLoad={show}
      className={clsx(
        'block w-full',
        scheme === 'dark' ? 'bg-[#121212] scheme-dark' : 'bg-white scheme-light',
        className,
      )}
    />
  )
}
