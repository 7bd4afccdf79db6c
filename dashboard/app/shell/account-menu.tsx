import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Check, ChevronsUpDown } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { endSession } from '../../features/session/end-session.ts'
import { sessionQuery } from '../../features/session/get-session.ts'
import { forgetReturnPath } from '../../features/session/return-path.ts'
import { useStore } from '../../lib/store.ts'
import { chooseTheme, THEMES, type Theme, theme } from '../../lib/theme.ts'
import type { Overlay } from './shell.tsx'

const THEME_LABELS: Record<Theme, string> = { system: 'Like the system', light: 'Light', dark: 'Dark' }
const ITEM =
  'flex h-8 cursor-default items-center justify-between gap-4 rounded-sm px-2 text-sm outline-none data-highlighted:bg-sunken'

/** Who is signed in, the theme, the shortcuts, and the way out. */
export function AccountMenu({ onOverlay }: { onOverlay: (overlay: Overlay) => void }) {
  const { data: session } = useQuery(sessionQuery)
  const chosen = useStore(theme)
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const signOut = useMutation({
    mutationFn: endSession,
    onSuccess: async () => {
      forgetReturnPath()
      await navigate({ to: '/sign-in', replace: true })
      queryClient.clear()
    },
  })

  return (
    // Not modal: locking the page's scroll would need an inline style, which the CSP forbids.
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className="flex h-11 min-w-0 items-center gap-2 rounded-md px-2.5 text-left hover:bg-sunken data-[state=open]:bg-sunken">
        <span className="sr-only">Account menu </span>
        <span className="min-w-0 flex-1 leading-tight">
          <span className="block truncate text-sm font-medium">{session?.account.name ?? 'Account'}</span>
          <span className="block truncate text-xs text-faint">
            {session?.environment === 'development' ? 'Operator · development' : 'Operator'}
          </span>
        </span>
        <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-faint" />
      </DropdownMenu.Trigger>

      <DropdownMenu.Content
        align="end"
        sideOffset={6}
        collisionPadding={8}
        className="z-40 min-w-52 rounded-lg border border-line-strong bg-surface p-1.5 shadow-float"
      >
        <DropdownMenu.Label className="px-2 py-1 text-xs text-faint">Theme</DropdownMenu.Label>
        <DropdownMenu.RadioGroup value={chosen} onValueChange={(value) => chooseTheme(value as Theme)}>
          {THEMES.map((one) => (
            <DropdownMenu.RadioItem key={one} value={one} className={ITEM}>
              {THEME_LABELS[one]}
              <DropdownMenu.ItemIndicator>
                <Check aria-hidden className="size-4" />
              </DropdownMenu.ItemIndicator>
            </DropdownMenu.RadioItem>
          ))}
        </DropdownMenu.RadioGroup>
        <DropdownMenu.Separator className="my-1.5 h-px bg-line" />
        <DropdownMenu.Item className={ITEM} onSelect={() => onOverlay('shortcuts')}>
          Keyboard shortcuts
        </DropdownMenu.Item>
        <DropdownMenu.Item className={ITEM} disabled={signOut.isPending} onSelect={() => signOut.mutate()}>
          Sign out
        </DropdownMenu.Item>
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  )
}
