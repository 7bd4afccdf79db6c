import { Link } from '@tanstack/react-router'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { oneStepFurther } from '../../../lib/steps-to-list.ts'
import { PROFILE_TABS, type ProfileSearch, type ProfileTab } from './profile-search.ts'

interface ProfileTabsProps {
  mode: Mode
  customerId: string
  search: ProfileSearch
}

const LABELS: Record<ProfileTab, string> = { timeline: 'Timeline', fields: 'Fields', deliveries: 'Deliveries' }
const TAB = 'inline-flex h-9 items-center border-b-2 px-1 font-medium'

/** The parts of a profile as links, so that each can be shared and the back button leads through them. */
export function ProfileTabs({ mode, customerId, search }: ProfileTabsProps) {
  const { tab, ...filter } = search
  return (
    <nav aria-label="Profile" className="mb-4 flex gap-5 border-b border-line">
      {[undefined, ...PROFILE_TABS].map((one) => (
        <Link
          key={one ?? 'overview'}
          to="/$mode/customers/$customerId"
          params={{ mode, customerId }}
          search={one ? { ...filter, tab: one } : filter}
          state={one === tab ? (state) => state : oneStepFurther}
          resetScroll={false}
          aria-current={one === tab ? 'page' : undefined}
          activeProps={{}}
          className={`${TAB} -mb-px ${one === tab ? 'border-ink' : 'border-transparent text-soft hover:text-ink'}`}
        >
          {one ? LABELS[one] : 'Overview'}
        </Link>
      ))}
    </nav>
  )
}
