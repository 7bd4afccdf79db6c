import { type FormEvent, useEffect, useRef, useState } from 'react'
import { Button } from '../../components/button.tsx'
import { LeaveGuard } from '../../components/leave-guard.tsx'
import { Panel } from '../../components/panel.tsx'
import { ProblemNote } from '../../components/problem-note.tsx'
import { TextField } from '../../components/text-field.tsx'
import { ApiError, fieldError } from '../../lib/api-error.ts'
import type { Endpoint } from '../../lib/api-types.ts'
import { useShortcuts } from '../../lib/shortcuts.ts'
import type { EndpointInput } from './change-endpoints.ts'
import { EventTypes } from './event-types.tsx'

interface EndpointFormProps {
  /** Null for a new one. */
  endpoint: Endpoint | null
  saving: boolean
  /** Saved and done with: leaving loses nothing. */
  saved: boolean
  error: Error | null
  onSave: (input: EndpointInput) => void
  onCancel: () => void
}

/** Where webhooks go and of what it is told. */
export function EndpointForm({ endpoint, saving, saved, error, onSave, onCancel }: EndpointFormProps) {
  const form = useRef<HTMLFormElement>(null)
  const [url, setUrl] = useState(endpoint?.url ?? '')
  const [description, setDescription] = useState(endpoint?.description ?? '')
  const [events, setEvents] = useState<string[]>(endpoint?.events ?? [])
  const isDirty =
    url !== (endpoint?.url ?? '') ||
    description !== (endpoint?.description ?? '') ||
    events.toSorted().join() !== (endpoint?.events ?? []).toSorted().join()
  const isAtField =
    error instanceof ApiError && error.fields.some(({ pointer }) => /^\/(url|description)/.test(pointer))

  // The button that opened the form is gone, and the focus with it.
  useEffect(() => {
    form.current?.querySelector('input')?.focus()
  }, [])

  useEffect(() => {
    if (error) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [error])

  function save() {
    if (!saving) onSave({ url: url.trim(), description: description.trim() || null, events })
  }

  useShortcuts([{ keys: 'mod+s', label: 'Save the endpoint', group: 'This page', run: save }])

  return (
    <form
      ref={form}
      noValidate
      aria-label="Endpoint"
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        save()
      }}
      className="flex flex-col gap-6"
    >
      <Panel title="Where">
        <div className="flex flex-col gap-4 px-4 py-4">
          <TextField
            label="URL"
            type="url"
            inputMode="url"
            placeholder="https://api.example.com/webhooks/billhook"
            hint="https, at an address that everybody can reach. It answers 2xx within 15 seconds."
            autoComplete="off"
            spellCheck={false}
            error={fieldError(error, '/url')}
            value={url}
            onChange={(event) => setUrl(event.target.value)}
          />
          <TextField
            label="Description"
            placeholder="Unlocks features in the app"
            autoComplete="off"
            maxLength={200}
            error={fieldError(error, '/description')}
            value={description}
            onChange={(event) => setDescription(event.target.value)}
          />
        </div>
      </Panel>
      <Panel title="What it is told of">
        <EventTypes value={events} onChange={setEvents} />
      </Panel>
      {error && !isAtField && (
        <ProblemNote title="The endpoint could not be saved" error={error}>
          <p className="text-soft">{error.message}</p>
        </ProblemNote>
      )}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" busy={saving}>
          {saving ? 'Saving…' : endpoint ? 'Save' : 'Add the endpoint'}
        </Button>
        <Button onClick={onCancel}>Cancel</Button>
      </div>
      <LeaveGuard active={isDirty && !saved} what="What you changed in this endpoint" />
    </form>
  )
}
