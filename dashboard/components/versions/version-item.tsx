import { type ReactNode, useState } from 'react'
import { Button } from '../button.tsx'

interface VersionItemProps {
  version: number
  inUse: boolean
  /** When, by whom. */
  about: ReactNode
  /** On the button that shows the children; without one there is nothing to be shown. */
  show: string
  isShowable: boolean
  children: ReactNode
}

/** One version: its head, and when somebody asks what it changed. */
export function VersionItem({ version, inUse, about, show, isShowable, children }: VersionItemProps) {
  const [open, setOpen] = useState(false)
  return (
    <li className="flex flex-col gap-3 border-t border-line px-4 py-3 first:border-t-0">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p>
          <span className="font-medium">Version {version}</span>
          {inUse && <span className="text-good"> · in use</span>}
          <span className="block text-sm text-soft">{about}</span>
        </p>
        <Button aria-expanded={open} onClick={() => setOpen(!open)} disabled={!isShowable}>
          {open ? 'Close' : show}
        </Button>
      </div>
      {open && children}
    </li>
  )
}
