import { useMutation } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { Button } from '../../../components/button.tsx'
import { fetchFile } from '../../../lib/api.ts'
import { saveFile } from '../../../lib/save-file.ts'
import { useStore } from '../../../lib/store.ts'
import { dayOf } from '../../../lib/time.ts'
import type { CustomerSearch } from '../customer-filter.ts'
import { chosenColumns } from './column-choice.ts'
import { csvColumns } from './csv-columns.ts'

/** A list of 100,000 customers takes its time. */
const TIMEOUT_MS = 300_000

/** The whole filtered list as a file, all pages of it, with the columns that are shown. */
export function CsvButton({ mode, search }: { mode: Mode; search: CustomerSearch }) {
  const columns = useStore(chosenColumns)
  const download = useMutation({
    mutationFn: () =>
      fetchFile('/api/v1/customers.csv', 'text/csv', {
        mode,
        query: { ...search, columns: csvColumns(columns) },
        timeoutMs: TIMEOUT_MS,
      }),
    onSuccess: (file) => saveFile(file, `customers-${mode}-${dayOf(Date.now())}.csv`),
  })
  return (
    <>
      <Button
        busy={download.isPending}
        title="The whole list as it is filtered, with the columns that are shown"
        onClick={() => download.mutate()}
      >
        <Download aria-hidden className="size-3.5 text-faint" />
        {download.isPending ? 'Making the file…' : 'CSV'}
      </Button>
      <span role="status" className="self-center text-xs text-bad empty:hidden">
        {download.error?.message}
      </span>
    </>
  )
}
