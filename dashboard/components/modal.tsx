import { clsx } from 'clsx'
import { X } from 'lucide-react'
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import { IconButton } from './icon-button.tsx'

interface ModalProps {
  title: string
  onClose: () => void
  children: ReactNode
  /** Leaves the title to screen readers, for dialogs that begin with a field. */
  hideTitle?: boolean
  /** What it shows is not shown again: neither Esc nor a click beside it closes it. */
  keepOpen?: boolean
  className?: string
}

const FIELD = 'input:not([type=hidden]), select, textarea'

/**
 * The browser's own modal dialog: it traps focus, closes with Esc and gives the focus back. Mounted means open. Whoever
 * opens one to fill it in can type at once.
 */
export function Modal({ title, onClose, children, hideTitle = false, keepOpen = false, className }: ModalProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  // A layout effect ends while the dialog still stands in the page: one that is taken out open gives no focus back.
  useLayoutEffect(() => {
    const element = dialog.current
    element?.showModal()
    element?.querySelector<HTMLElement>(FIELD)?.focus()
    return () => element?.close()
  }, [])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc closes a dialog; the click is one on its backdrop
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        if (!keepOpen) onClose()
      }}
      onClick={(event) => event.target === event.currentTarget && !keepOpen && onClose()}
      className={clsx(
        'mx-auto mt-[12vh] max-h-[76vh] w-[min(36rem,calc(100vw-2rem))] scroll-pb-16 overflow-auto max-sm:mt-4 max-sm:max-h-[calc(100dvh-2rem)] rounded-lg border border-line-strong bg-surface text-ink shadow-float',
        className,
      )}
    >
      <div
        className={clsx(
          hideTitle ? 'sr-only' : 'flex items-center justify-between gap-4 border-b border-line py-2.5 pr-2.5 pl-4',
        )}
      >
        <h2 id={titleId} className="font-semibold">
          {title}
        </h2>
        {!hideTitle && (
          <IconButton label="Close" onClick={onClose}>
            <X className="size-4" />
          </IconButton>
        )}
      </div>
      {children}
    </dialog>
  )
}
