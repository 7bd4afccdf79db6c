import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import type { Mode } from '../../../worker/domain/ids.ts'
import { buttonClass } from '../../components/button.tsx'
import { conditionsWords } from '../../components/conditions/condition-words.ts'
import { ErrorState } from '../../components/error-state.tsx'
import { Kbd } from '../../components/kbd.tsx'
import { PageHeading } from '../../components/page-heading.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import type { Segment } from '../../lib/api-types.ts'
import { formatCount } from '../../lib/count-words.ts'
import { useLiveFallbackMs } from '../../lib/live-state.ts'
import { useRowKeys } from '../../lib/row-keys.ts'
import { useShortcuts } from '../../lib/shortcuts.ts'
import { BuiltInMark } from './built-in-mark.tsx'
import { segmentListQuery } from './get-segments.ts'

interface SegmentListProps {
  mode: Mode
  onNew: () => void
}

const ROWS = [0, 1, 2]
const HEAD = 'py-2 text-left text-xs font-medium text-faint'

/** Groups of customers by condition, with how many are in each. */
export function SegmentList({ mode, onNew }: SegmentListProps) {
  const segments = useQuery({ ...segmentListQuery(mode), refetchInterval: useLiveFallbackMs() })
  const onlyBuiltIn = segments.data?.every((segment) => segment.built_in)
  useRowKeys('segment')
  useShortcuts([{ keys: 'c', label: 'New segment', group: 'This page', run: onNew }])
  return (
    <>
      <PageHeading title="Segments">
        <Link to="/$mode/segments/new" params={{ mode }} className={buttonClass('primary')}>
          <Plus aria-hidden className="size-4" />
          New segment
          <span aria-hidden>
            <Kbd keys="c" />
          </span>
        </Link>
      </PageHeading>
      <div className="overflow-clip rounded-lg border border-line bg-surface shadow-raised">
        {segments.isError && !segments.data ? (
          <ErrorState
            title="The segments could not be loaded"
            error={segments.error}
            onRetry={() => void segments.refetch()}
          />
        ) : (
          <table aria-busy={segments.isPending} className="w-full table-fixed border-collapse">
            <caption className="sr-only">Segments and how many customers are in each</caption>
            <thead>
              <tr>
                <th scope="col" className={`${HEAD} pl-4`}>
                  Segment
                </th>
                <th scope="col" className={`${HEAD} w-28 pr-4 text-right`}>
                  Customers
                </th>
              </tr>
            </thead>
            <tbody>
              {segments.isPending && ROWS.map((row) => <SkeletonRow key={row} />)}
              {segments.data?.map((segment) => (
                <SegmentRow key={segment.id} mode={mode} segment={segment} />
              ))}
            </tbody>
          </table>
        )}
      </div>
      {onlyBuiltIn && (
        <p className="mt-4 max-w-[70ch] text-soft">
          These two come with Billhook. A segment of your own is a group like “in trial, and the trial ends within 7
          days”: customers come in and go out by themselves.
        </p>
      )}
    </>
  )
}

function SegmentRow({ mode, segment }: { mode: Mode; segment: Segment }) {
  return (
    <tr className="relative border-t border-line align-top focus-within:bg-sunken hover:bg-sunken">
      <td className="min-w-0 py-2.5 pl-4">
        <span className="flex flex-wrap items-center gap-x-2">
          <Link
            to="/$mode/segments/$segmentId"
            params={{ mode, segmentId: segment.id }}
            data-row={segment.id}
            className="font-medium break-words after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:rounded-md focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
          >
            {segment.name}
          </Link>
          {segment.built_in && <BuiltInMark />}
        </span>
        <span className="block text-sm break-words text-soft">{conditionsWords(segment.conditions)}</span>
      </td>
      <td className="py-2.5 pr-4 text-right font-medium">{formatCount(segment.count)}</td>
    </tr>
  )
}

function SkeletonRow() {
  return (
    <tr className="border-t border-line">
      <td className="py-2.5 pl-4">
        <Skeleton className="h-5.5 w-44" />
        <Skeleton className="mt-1 h-4 w-72 max-w-full" />
      </td>
      <td className="py-2.5 pr-4">
        <Skeleton className="ml-auto h-5.5 w-10" />
      </td>
    </tr>
  )
}
