import { Play } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../../../components/button.tsx'
import { CopyButton } from '../../../components/copy-button.tsx'
import { Kbd } from '../../../components/kbd.tsx'
import { Panel } from '../../../components/panel.tsx'
import type { FormProblem } from '../simulation-request.ts'
import type { SimulatorSearch } from '../simulator-search.ts'
import { ChangedSettings } from './changed-settings.tsx'
import { Happening } from './happening.tsx'

export interface FormPartProps {
  search: SimulatorSearch
  onSearch: (search: SimulatorSearch) => void
  problem: FormProblem | null
  /** What the API refused. */
  error: unknown
}

interface SimulatorFormProps extends FormPartProps {
  whose: ReactNode
  busy: boolean
  onRun: () => void
}

export function SimulatorForm({ whose, busy, onRun, ...part }: SimulatorFormProps) {
  return (
    <Panel title="What happens" aside={<CopyButton text={window.location.href} what="link to these inputs" />}>
      <form
        aria-label="Simulation"
        onSubmit={(event) => {
          event.preventDefault()
          onRun()
        }}
        className="flex flex-col gap-5 p-4"
      >
        <Happening {...part} />
        {whose}
        <ChangedSettings {...part} />
        <div className="flex items-center gap-3">
          <Button type="submit" look="primary" busy={busy}>
            <Play aria-hidden className="size-3.5" />
            {busy ? 'Running…' : 'Run'}
          </Button>
          <Kbd keys="mod+enter" />
        </div>
      </form>
    </Panel>
  )
}
