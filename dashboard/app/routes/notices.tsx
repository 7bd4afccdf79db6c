import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { PageHeading } from '../../components/page-heading.tsx'
import { TEXT_LINK } from '../../components/text-link.ts'
import { NoticeList } from '../../features/notices/notice-list.tsx'
import { settingsQuery } from '../../features/settings/get-settings.ts'

const route = getRouteApi('/$mode/notices')

export function NoticesPage() {
  const { mode } = route.useParams()
  const { data: settings } = useQuery(settingsQuery(mode))
  const to = settings?.mail.notices_to ?? []
  return (
    <>
      <PageHeading title="Notices" />
      <NoticeList
        mode={mode}
        recipients={
          settings && (
            <>
              {to.length > 0 ? `Each is mailed to ${to.join(', ')}.` : 'They are mailed to nobody yet.'}{' '}
              <Link to="/$mode/settings" params={{ mode }} search={{ section: 'mail' }} className={TEXT_LINK}>
                {to.length > 0 ? 'Change' : 'Name an address'}
              </Link>
            </>
          )
        }
      />
    </>
  )
}
