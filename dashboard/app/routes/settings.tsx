import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { PriceMapping } from '../../features/catalog/mapping/price-mapping.tsx'
import { ProductChoice } from '../../features/catalog/mapping/product-choice.tsx'
import { noteJob } from '../../features/connection/jobs/note-job.ts'
import { RecomputeNote } from '../../features/connection/jobs/recompute-note.tsx'
import { SettingsView } from '../../features/settings/settings-view.tsx'

const route = getRouteApi('/$mode/settings')

export function SettingsPage() {
  const { mode } = route.useParams()
  const { section = 'identity' } = route.useSearch()
  const navigate = route.useNavigate()
  const queryClient = useQueryClient()
  return (
    <SettingsView
      key={mode}
      mode={mode}
      section={section}
      onSection={(next) => void navigate({ search: { section: next }, resetScroll: false })}
      mapping={(value) => <PriceMapping mode={mode} {...value} />}
      products={(value) => <ProductChoice mode={mode} {...value} />}
      onSaved={(job) => noteJob(queryClient, mode, job)}
      progress={<RecomputeNote mode={mode} />}
    />
  )
}
