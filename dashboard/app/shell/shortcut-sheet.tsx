import { Kbd } from '../../components/kbd.tsx'
import { Modal } from '../../components/modal.tsx'
import { activeShortcuts, type Shortcut, setSingleKeys, singleKeys } from '../../lib/shortcuts.ts'
import { useStore } from '../../lib/store.ts'

const GROUPS = ['Everywhere', 'This page'] as const

/** The keys that work right now, and the switch for single ones. */
export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const shortcuts = useStore(activeShortcuts)
  const on = useStore(singleKeys)
  return (
    <Modal title="Keyboard shortcuts" onClose={onClose}>
      {GROUPS.map((group) => (
        <ShortcutGroup key={group} title={group} shortcuts={shortcuts.filter((shortcut) => shortcut.group === group)} />
      ))}
      <label className="flex items-center gap-2 border-t border-line px-4 py-3 text-sm">
        <input
          type="checkbox"
          checked={on}
          onChange={(event) => setSingleKeys(event.target.checked)}
          className="size-4"
        />
        Single-key shortcuts are on
      </label>
    </Modal>
  )
}

function ShortcutGroup({ title, shortcuts }: { title: string; shortcuts: Shortcut[] }) {
  if (shortcuts.length === 0) return null
  const byLabel = Map.groupBy(shortcuts, ({ label }) => label)
  return (
    <section className="px-4 py-3">
      <h3 className="mb-1 text-xs font-medium text-faint">{title}</h3>
      <dl>
        {[...byLabel].map(([label, same]) => (
          <div key={label} className="flex items-center justify-between gap-4 py-1">
            <dt>{label}</dt>
            <dd className="flex gap-2">
              {[...new Set(same.map(({ keys }) => keys))].map((keys) => (
                <Kbd key={keys} keys={keys} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
