import { useBlocker } from '@tanstack/react-router'
import { Button } from './button.tsx'
import { Modal } from './modal.tsx'
import { MODAL_ACTIONS } from './modal-actions.ts'

interface LeaveGuardProps {
  /** Something is not saved. */
  active: boolean
  /** What would be lost: "What you changed in the settings". */
  what: string
}

/** Asks before unsaved changes are left behind; another view of the same page is not leaving. */
export function LeaveGuard({ active, what }: LeaveGuardProps) {
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => active && current.pathname !== next.pathname,
    enableBeforeUnload: () => active,
    withResolver: true,
  })
  if (blocker.status !== 'blocked') return null
  return (
    <Modal title="Leave without saving?" onClose={blocker.reset}>
      <p className="px-4 py-4 text-soft">{what} is not saved yet and will be lost.</p>
      <div className={MODAL_ACTIONS}>
        <Button onClick={blocker.reset}>Stay here</Button>
        <Button look="danger" onClick={blocker.proceed}>
          Leave and lose it
        </Button>
      </div>
    </Modal>
  )
}
