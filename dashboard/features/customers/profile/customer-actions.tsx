import { useNavigate } from '@tanstack/react-router'
import { ChevronDown } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { useState } from 'react'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { buttonClass } from '../../../components/button.tsx'
import type { Customer } from '../../../lib/api-types.ts'
import { useShortcuts } from '../../../lib/shortcuts.ts'
import { showToast } from '../../../lib/toast.ts'
import { useRecompute } from '../change-customer.ts'
import { customerName } from '../names.ts'
import { DetailsDialog } from './details-dialog.tsx'
import { EraseDialog } from './erase-dialog.tsx'
import { MergeDialog } from './merge-dialog.tsx'

const ITEM =
  'flex h-8 cursor-default items-center gap-4 rounded-sm px-2 text-sm outline-none data-disabled:opacity-55 data-highlighted:bg-sunken'

/** What can be done with a customer beside what its panels offer. */
export function CustomerActions({ mode, customer }: { mode: Mode; customer: Customer }) {
  const [dialog, setDialog] = useState<'details' | 'merge' | 'erase' | null>(null)
  const navigate = useNavigate()
  const recompute = useRecompute(mode, customer.id)
  const close = () => setDialog(null)
  const canEdit = !customer.erased
  useShortcuts(
    canEdit ? [{ keys: 'e', label: 'Edit details', group: 'This page', run: () => setDialog('details') }] : [],
  )

  return (
    <span className="flex flex-wrap items-center justify-end gap-2">
      <span role="status" className="text-xs text-soft empty:hidden">
        {recompute.isPending && 'Deriving it anew…'}
        {recompute.isError && <span className="text-bad">{recompute.error.message}</span>}
      </span>
      {/* Not modal: locking the page's scroll would need an inline style, which the CSP forbids. */}
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger className={buttonClass()}>
          Actions
          <ChevronDown aria-hidden className="size-3.5 text-faint" />
        </DropdownMenu.Trigger>
        <DropdownMenu.Content
          align="end"
          sideOffset={6}
          collisionPadding={8}
          className="z-40 min-w-52 rounded-lg border border-line-strong bg-surface p-1.5 shadow-float"
        >
          <DropdownMenu.Item className={ITEM} disabled={!canEdit} onSelect={() => setDialog('details')}>
            Edit details…
          </DropdownMenu.Item>
          <DropdownMenu.Item
            className={ITEM}
            disabled={recompute.isPending}
            title="Derives everything anew from what is held of Stripe"
            onSelect={() =>
              recompute.mutate(undefined, { onSuccess: () => showToast('Derived anew from what is held of Stripe.') })
            }
          >
            Recompute
          </DropdownMenu.Item>
          <DropdownMenu.Item className={ITEM} disabled={!canEdit} onSelect={() => setDialog('merge')}>
            Merge into…
          </DropdownMenu.Item>
          <DropdownMenu.Separator className="my-1.5 h-px bg-line" />
          <DropdownMenu.Item className={`${ITEM} text-bad`} disabled={!canEdit} onSelect={() => setDialog('erase')}>
            Erase personal data…
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Root>
      {dialog === 'details' && <DetailsDialog mode={mode} customer={customer} onClose={close} />}
      {dialog === 'erase' && <EraseDialog mode={mode} customer={customer} onClose={close} />}
      {dialog === 'merge' && (
        <MergeDialog
          mode={mode}
          customer={customer}
          onClose={close}
          onMerged={(survivor) => {
            close()
            showToast(`Merged into ${customerName(survivor)}.`)
            void navigate({
              to: '/$mode/customers/$customerId',
              params: { mode, customerId: survivor.id },
              search: {},
              replace: true,
            })
          }}
        />
      )}
    </span>
  )
}
