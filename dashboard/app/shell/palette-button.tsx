import { Search } from 'lucide-react'
import { Kbd } from '../../components/kbd.tsx'

export function PaletteButton({ onOpen }: { onOpen: () => void }) {
  return (
    <button
      type="button"
      onClick={onOpen}
      className="control flex items-center gap-2 px-2.5 text-left text-faint hover:border-faint hover:text-ink"
    >
      <Search aria-hidden className="size-4" />
      <span className="flex-1">Go to…</span>
      <span aria-hidden>
        <Kbd keys="mod+k" />
      </span>
    </button>
  )
}
