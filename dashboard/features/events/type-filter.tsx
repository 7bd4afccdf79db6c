import { ChevronDown } from 'lucide-react'
import { Popover } from 'radix-ui'
import { type FormEvent, useState } from 'react'
import { Button, buttonClass } from '../../components/button.tsx'
import { TextField } from '../../components/text-field.tsx'

const COMMON = [
  'customer.subscription.*',
  'invoice.*',
  'charge.*',
  'payment_intent.*',
  'checkout.session.*',
  'customer.*',
  'product.*',
  'price.*',
]

interface TypeFilterProps {
  onChoose: (type: string) => void
}

/** A family with one click, or any type by hand. */
export function TypeFilter({ onChoose }: TypeFilterProps) {
  const [open, setOpen] = useState(false)
  const [typed, setTyped] = useState('')
  const valid = /^[a-z0-9_.]+(\.\*)?$/.test(typed.trim())

  function choose(type: string) {
    setOpen(false)
    setTyped('')
    onChoose(type)
  }

  function submit(event: FormEvent) {
    event.preventDefault()
    if (valid) choose(typed.trim())
  }

  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger className={buttonClass()}>
        Type
        <ChevronDown aria-hidden className="size-3.5 text-faint" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={6}
          collisionPadding={12}
          aria-label="Filter by type"
          className="z-30 w-72 rounded-lg border border-line-strong bg-surface p-3 shadow-float"
        >
          <form onSubmit={submit} className="flex items-end gap-2">
            <TextField
              label="Event type"
              placeholder="invoice.paid or invoice.*"
              autoComplete="off"
              spellCheck={false}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              className="min-w-0 flex-1 [&_input]:font-mono"
            />
            <Button type="submit" disabled={!valid}>
              Filter
            </Button>
          </form>
          <ul className="mt-3 flex flex-col border-t border-line pt-2">
            {COMMON.map((type) => (
              <li key={type}>
                <button
                  type="button"
                  onClick={() => choose(type)}
                  className="w-full rounded-sm px-2 py-1 text-left font-mono text-xs leading-5 hover:bg-sunken"
                >
                  {type}
                </button>
              </li>
            ))}
          </ul>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
