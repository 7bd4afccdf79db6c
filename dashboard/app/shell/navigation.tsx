import { Link } from '@tanstack/react-router'
import type { Mode } from '../../../worker/domain/ids.ts'
import { Kbd } from '../../components/kbd.tsx'
import { UnmatchedCount } from '../../features/customers/unmatched/unmatched-count.tsx'
import { NoticeCount } from '../../features/notices/notice-count.tsx'
import { useSections } from './use-sections.ts'

export function Navigation({ mode }: { mode: Mode }) {
  const sections = useSections()
  return (
    <nav aria-label="Main">
      <ul className="flex flex-col gap-0.5">
        {sections.map(({ to, label, icon: Icon, keys }) => (
          <li key={to}>
            <Link
              to={to}
              params={{ mode }}
              search={{}}
              activeOptions={{ exact: to === '/$mode' || to === '/$mode/settings', includeSearch: false }}
              className="group flex h-9 items-center gap-2.5 rounded-md px-2.5 font-medium md:h-8"
              activeProps={{ className: 'bg-sunken text-ink' }}
              inactiveProps={{ className: 'text-soft hover:bg-sunken hover:text-ink' }}
            >
              <Icon aria-hidden className="size-4" />
              {label}
              {to === '/$mode/unmatched' && <UnmatchedCount mode={mode} />}
              {to === '/$mode/notices' && <NoticeCount mode={mode} />}
              <span aria-hidden className="ml-auto hidden group-hover:block group-focus-visible:block">
                <Kbd keys={keys} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
