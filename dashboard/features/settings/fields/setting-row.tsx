import type { ReactNode } from 'react'

interface SettingRowProps {
  title: ReactNode
  /** The rule in one plain sentence. */
  about: ReactNode
  children: ReactNode
}

/** One setting: what it rules at the left, its control at the right; on narrow screens one below the other. */
export function SettingRow({ title, about, children }: SettingRowProps) {
  return (
    <div className="grid gap-x-8 gap-y-2.5 border-t border-line px-4 py-4 first:border-t-0 md:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
      <div className="flex max-w-[46ch] flex-col gap-0.5">
        <div className="font-medium">{title}</div>
        <div className="text-sm text-soft">{about}</div>
      </div>
      <div className="flex min-w-0 flex-col gap-2">{children}</div>
    </div>
  )
}
