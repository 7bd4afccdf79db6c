import { Check } from 'lucide-react'
import type { ConnectionWays } from '../../../lib/api-types.ts'

type Permission = ConnectionWays['restricted_key']['permissions'][number]

/** What Billhook asks for, in the words of Stripe's own page, each with its reason. */
export function PermissionList({ permissions }: { permissions: Permission[] }) {
  return (
    <ul className="grid gap-x-6 gap-y-2 sm:grid-cols-2">
      {permissions.map(({ name, box, access, why, required }) => (
        <li key={name} className="flex gap-2">
          <Check aria-hidden className="mt-1 size-3.5 shrink-0 text-faint" />
          <span className="min-w-0">
            <span className="font-medium text-ink">{box}</span>{' '}
            <span className={access === 'Write' ? 'text-sm font-medium text-warn' : 'text-sm'}>{access}</span>
            {!required && <span className="text-sm text-faint"> · optional</span>}
            <span className="block text-sm">{why}</span>
          </span>
        </li>
      ))}
    </ul>
  )
}
