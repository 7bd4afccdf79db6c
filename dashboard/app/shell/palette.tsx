import { useNavigate } from '@tanstack/react-router'
import { clsx } from 'clsx'
import { type KeyboardEvent, useId, useState } from 'react'
import type { Mode } from '../../../worker/domain/ids.ts'
import { Kbd } from '../../components/kbd.tsx'
import { Modal } from '../../components/modal.tsx'
import { paletteItems } from './palette-items.ts'
import type { Overlay } from './shell.tsx'
import { useSections } from './use-sections.ts'

interface PaletteProps {
  mode: Mode
  onClose: () => void
  onOverlay: (overlay: Overlay) => void
}

/** Goes to any page, or to whatever id was pasted. */
export function Palette({ mode, onClose, onOverlay }: PaletteProps) {
  const navigate = useNavigate()
  const sections = useSections()
  const listId = useId()
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const items = paletteItems(text, mode, { sections, navigate, onOverlay })

  function choose(index: number) {
    onClose()
    items[index]?.run()
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      const step = event.key === 'ArrowDown' ? 1 : -1
      setAt((at + step + items.length) % Math.max(items.length, 1))
    }
    if (event.key === 'Enter') {
      event.preventDefault()
      choose(at)
    }
  }

  return (
    <Modal title="Go to" hideTitle onClose={onClose}>
      <input
        role="combobox"
        aria-label="Page or id"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={items[at] ? `${listId}-${at}` : undefined}
        placeholder="Page, or paste any id"
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
        className="w-full border-b border-line bg-transparent px-4 py-3.5 text-md outline-none placeholder:text-faint placeholder:opacity-100"
      />
      <div id={listId} role="listbox" aria-label="Results" className="p-1.5">
        {items.map(({ key, label, icon: Icon, keys }, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the combobox that owns the list
          // biome-ignore lint/a11y/useFocusableInteractive: aria-activedescendant points here
          <div
            key={key}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={index === at}
            onPointerMove={() => setAt(index)}
            onClick={() => choose(index)}
            className={clsx(
              'flex min-h-9 cursor-pointer items-center gap-3 rounded-md px-2.5 py-1',
              index === at && 'bg-sunken',
            )}
          >
            <Icon aria-hidden className="size-4 shrink-0 text-faint" />
            <span className="min-w-0 flex-1 truncate">{label}</span>
            {keys && <Kbd keys={keys} />}
          </div>
        ))}
      </div>
    </Modal>
  )
}
