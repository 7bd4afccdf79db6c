import { ChevronDown } from 'lucide-react'
import { Popover } from 'radix-ui'
import { type FormEvent, useState } from 'react'
import { ACCESS_STATES } from '../../../../worker/domain/customer.ts'
import { SUBSCRIPTION_STATUSES } from '../../../../worker/domain/settings.ts'
import { Button, buttonClass } from '../../../components/button.tsx'
import { SelectField } from '../../../components/select-field.tsx'
import { TextField } from '../../../components/text-field.tsx'
import { statusLabel } from '../../../lib/status-words.ts'
import { type CustomerSearch, NONE } from '../customer-filter.ts'
import type { Named, Names } from '../names.ts'
import { ACCESS_WORDS } from '../state-words.ts'
import { RENEWAL_PRESETS, renewingBefore } from './renewal-presets.ts'

interface FilterMenuProps {
  search: CustomerSearch
  names: Names
  onChoose: (changes: CustomerSearch) => void
}

/** Every filter but the text and the stage, which have their own places. */
export function FilterMenu(props: FilterMenuProps) {
  const [open, setOpen] = useState(false)
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger className={buttonClass()}>
        Filter
        <ChevronDown aria-hidden className="size-3.5 text-faint" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={6}
          collisionPadding={12}
          aria-label="Filter customers"
          className="z-30 max-h-(--radix-popover-content-available-height) w-80 overflow-auto rounded-lg border border-line-strong bg-surface p-3 shadow-float"
        >
          <FilterForm
            {...props}
            onChoose={(changes) => {
              setOpen(false)
              props.onChoose(changes)
            }}
          />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

function FilterForm({ search, names, onChoose }: FilterMenuProps) {
  const [chosen, setChosen] = useState<CustomerSearch>(search)

  function submit(event: FormEvent) {
    event.preventDefault()
    onChoose({ ...chosen, package: chosen.package?.trim(), tag: chosen.tag?.trim(), plan: chosen.plan?.trim() })
  }

  /** The options and texts are those of the filter itself, and "" takes it away. */
  const bind = (key: keyof CustomerSearch) => ({
    value: chosen[key] ?? '',
    onChange: (event: { target: { value: string } }) =>
      setChosen({ ...chosen, [key]: event.target.value || undefined }),
  })

  return (
    <form onSubmit={submit} className="grid grid-cols-2 gap-3">
      <SelectField label="Access" {...bind('access')}>
        <option value="">Any</option>
        {ACCESS_STATES.map((state) => (
          <option key={state} value={state}>
            {ACCESS_WORDS[state].label}
          </option>
        ))}
      </SelectField>
      <SelectField label="Subscription" {...bind('status')}>
        <option value="">Any</option>
        {SUBSCRIPTION_STATUSES.map((status) => (
          <option key={status} value={status}>
            {statusLabel(status)}
          </option>
        ))}
        <option value={NONE}>None</option>
      </SelectField>
      <NamedField label="Plan" known={names.plans} {...bind('plan')} />
      <NamedField label="Segment" known={names.segments} {...bind('segment')} />
      <TextField label="Package" autoComplete="off" {...bind('package')} />
      <TextField label="Tag" autoComplete="off" {...bind('tag')} />
      <fieldset className="col-span-2">
        <legend className="mb-1 text-sm font-medium">Renewing within</legend>
        <span className="flex flex-wrap gap-2">
          {RENEWAL_PRESETS.map(({ label, days }) => (
            <Button
              key={days}
              onClick={() => onChoose({ ...chosen, renewing_before: renewingBefore(Date.now(), days) })}
              className="h-7 px-2 text-xs"
            >
              {label}
            </Button>
          ))}
        </span>
      </fieldset>
      <Button look="primary" type="submit" className="col-span-2">
        Show matching customers
      </Button>
    </form>
  )
}

interface NamedFieldProps {
  label: string
  known: readonly Named[]
  value: string
  onChange: (event: { target: { value: string } }) => void
}

/** A choice of what is known by name; an id by hand where nothing is. */
function NamedField({ label, known, value, onChange }: NamedFieldProps) {
  if (known.length === 0) return <TextField label={label} autoComplete="off" value={value} onChange={onChange} />
  const isKnown = value === '' || known.some(({ id }) => id === value)
  return (
    <SelectField label={label} value={value} onChange={onChange}>
      <option value="">Any</option>
      {!isKnown && <option value={value}>{value}</option>}
      {known.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </SelectField>
  )
}
