import { clsx } from 'clsx'
import { isRunning } from '../../../../worker/domain/job.ts'
import { ProgressBar } from '../../../components/progress-bar.tsx'
import type { Job } from '../../../lib/api-types.ts'
import { formatCount } from '../../../lib/count-words.ts'
import { LIST_WORDS, type ListRow, listRows } from './job-words.ts'

/** Every list of the job on a line of its own from the start, so that nothing moves while it counts. */
export function JobLists({ job }: { job: Job }) {
  const running = isRunning(job)
  return (
    <ul aria-label="Lists" className="flex flex-col gap-2.5">
      {listRows(job).map((row) => (
        <li
          key={row.list}
          className="grid grid-cols-[6.5rem_minmax(0,1fr)] items-center gap-x-3 gap-y-1 sm:grid-cols-[7rem_minmax(0,1fr)_13rem]"
        >
          <span className={clsx(row.state === 'later' || row.state === 'unread' ? 'text-faint' : 'font-medium')}>
            {LIST_WORDS[row.list].title}
          </span>
          <span className="col-span-2 row-start-2 sm:col-span-1 sm:row-start-auto">
            <Bar row={row} waits={!running} />
          </span>
          <span className="text-right text-sm whitespace-nowrap text-soft">{rowText(row)}</span>
        </li>
      ))}
    </ul>
  )
}

function Bar({ row, waits }: { row: ListRow; waits: boolean }) {
  const label = LIST_WORDS[row.list].title
  if (row.state === 'read') return <ProgressBar label={label} done={1} total={1} tone="good" />
  if (row.state === 'now') return <ProgressBar label={label} done={row.done} total={row.total} />
  return <ProgressBar label={label} done={waits ? row.done : 0} total={row.total ?? row.done + 1} tone="quiet" />
}

function rowText({ state, done, total, held }: ListRow): string {
  if (state === 'later') return total === undefined ? 'waiting' : `about ${formatCount(total)}`
  if (state === 'now')
    return total === undefined || done > total
      ? `${formatCount(done)} so far`
      : `${formatCount(done)} of about ${formatCount(total)}`
  if (state === 'unread') return done > 0 ? `${formatCount(done)} read, then stopped` : 'not read'
  if (held === undefined || held === done) return formatCount(done)
  return `${formatCount(done)} listed, ${formatCount(held)} held`
}
