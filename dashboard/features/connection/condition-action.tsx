import { Link } from '@tanstack/react-router'
import type { Mode } from '../../../worker/domain/ids.ts'
import { Button, buttonClass } from '../../components/button.tsx'
import { ExternalLink } from '../../components/external-link.tsx'
import type { Condition, Connection } from '../../lib/api-types.ts'
import { useRepair } from './change-connection.ts'
import { type StartableJob, startProblem, useStartJob } from './jobs/start-job.ts'
import { SECRET_FORM_ID } from './webhook/secret-form.tsx'

interface ConditionActionProps {
  mode: Mode
  kind: Connection['kind']
  action: Condition['action']
}

/** The one thing to do about a condition. */
export function ConditionAction({ mode, kind, action }: ConditionActionProps) {
  const { type, label, url } = action
  if (type === 'repair') return <RepairButton mode={mode} label={label} />
  if (type === 'catch_up' || type === 'import') return <StartButton mode={mode} job={type} label={label} />
  if (type === 'open_stripe' && url)
    return (
      <ExternalLink href={url} className={buttonClass()}>
        {label}
      </ExternalLink>
    )
  return (
    <Link
      to="/$mode/connect"
      params={{ mode }}
      search={type === 'add_secret' ? {} : { way: kind ?? 'restricted_key' }}
      {...(type === 'add_secret' ? { hash: SECRET_FORM_ID } : {})}
      className={buttonClass()}
    >
      {label}
    </Link>
  )
}

function RepairButton({ mode, label }: { mode: Mode; label: string }) {
  const repair = useRepair(mode)
  return (
    <>
      <Button busy={repair.isPending} onClick={() => repair.mutate()}>
        {repair.isPending ? 'Asking Stripe…' : label}
      </Button>
      {repair.isError && <Failed text={repair.error.message} />}
    </>
  )
}

function StartButton({ mode, job, label }: { mode: Mode; job: StartableJob; label: string }) {
  const start = useStartJob(mode, job)
  return (
    <>
      <Button busy={start.isPending} onClick={() => start.mutate(undefined)}>
        {label}
      </Button>
      {start.isError && <Failed text={startProblem(start.error)} />}
    </>
  )
}

function Failed({ text }: { text: string }) {
  return (
    <p role="alert" className="basis-full text-sm font-medium text-bad">
      {text}
    </p>
  )
}
