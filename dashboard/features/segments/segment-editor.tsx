import { Plus } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { FormProvider, useFieldArray, useForm } from 'react-hook-form'
import type { Mode } from '../../../worker/domain/ids.ts'
import { Button } from '../../components/button.tsx'
import { NEW_DRAFT } from '../../components/conditions/condition-draft.ts'
import type { KnownValues } from '../../components/conditions/known-values.ts'
import { LeaveGuard } from '../../components/leave-guard.tsx'
import { Panel } from '../../components/panel.tsx'
import { ProblemNote } from '../../components/problem-note.tsx'
import { TextField } from '../../components/text-field.tsx'
import type { Job, Segment } from '../../lib/api-types.ts'
import { useShortcuts } from '../../lib/shortcuts.ts'
import { showToast } from '../../lib/toast.ts'
import { useSaveSegment } from './change-segments.ts'
import { SegmentCondition } from './segment-condition.tsx'
import { formOf, inputOf, resolveSegment, type SegmentForm, segmentProblems } from './segment-form.ts'

interface SegmentEditorProps {
  mode: Mode
  /** Null for a new one. */
  segment: Segment | null
  known: KnownValues
  onSaved: (segment: Segment, job: Job | null) => void
  onCancel: () => void
}

const MAX_CONDITIONS = 20

/** Name and conditions of a segment. */
export function SegmentEditor({ mode, segment, known, onSaved, onCancel }: SegmentEditorProps) {
  const form = useForm<SegmentForm>({
    defaultValues: formOf(segment),
    resolver: resolveSegment,
    // Not every input is registered: what is marked as wrong gets the focus below.
    shouldFocusError: false,
  })
  const { fields, append, remove } = useFieldArray({ control: form.control, name: 'conditions' })
  const element = useRef<HTMLFormElement>(null)
  const list = useRef<HTMLUListElement>(null)
  const [refusals, setRefusals] = useState(0)
  const save = useSaveSegment(mode, segment?.id ?? null)
  const { isDirty, errors } = form.formState

  // Told after the render that ends the leave guard, as the page is left then.
  // biome-ignore lint/correctness/useExhaustiveDependencies: told once, when it is saved
  useEffect(() => {
    if (!save.data) return
    const { job, ...saved } = save.data
    showToast(`“${saved.name}” is saved`)
    onSaved(saved, job)
  }, [save.data])

  useShortcuts([{ keys: 'mod+s', label: 'Save the segment', group: 'This page', run: () => void submit() }])

  useEffect(() => {
    if (refusals > 0) element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [refusals])

  async function submit() {
    if (save.isPending) return
    let isRefused = false
    form.clearErrors()
    await form.handleSubmit(
      (values) => save.mutate(inputOf(values), { onError: showRefusal }),
      () => {
        isRefused = true
      },
    )()
    if (isRefused) setRefusals((count) => count + 1)
  }

  function showRefusal(error: Error) {
    for (const { path, message } of segmentProblems(error)) form.setError(path, { type: 'api', message })
    setRefusals((count) => count + 1)
  }

  function removeAt(index: number) {
    remove(index)
    const next = Math.min(index, fields.length - 2)
    requestAnimationFrame(() => list.current?.children[next]?.querySelector('select')?.focus())
  }

  return (
    <FormProvider {...form}>
      <form
        ref={element}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
        className="flex flex-col gap-6"
      >
        <TextField
          label="Name"
          autoComplete="off"
          maxLength={60}
          error={errors.name?.message ?? null}
          className="max-w-[28rem]"
          {...form.register('name')}
        />
        <Panel title="Who is in it">
          <p className="px-4 pt-4 text-soft">
            Customers for whom all of these hold. They come in and go out by themselves.
          </p>
          <ul ref={list} aria-label="Conditions" className="flex flex-col gap-4 px-4 py-4">
            {fields.map((field, index) => (
              <SegmentCondition
                key={field.id}
                index={index}
                known={known}
                {...(fields.length > 1 && { onRemove: () => removeAt(index) })}
              />
            ))}
          </ul>
          <div className="border-t border-line px-4 py-3">
            <Button disabled={fields.length >= MAX_CONDITIONS} onClick={() => append(NEW_DRAFT)}>
              <Plus aria-hidden className="size-3.5" />
              Add a condition
            </Button>
          </div>
        </Panel>
        {save.isError && segmentProblems(save.error).length === 0 && (
          <ProblemNote title="The segment could not be saved" error={save.error}>
            <p className="text-soft">{save.error.message}</p>
          </ProblemNote>
        )}
        <div className="flex flex-wrap gap-2">
          <Button type="submit" look="primary" busy={save.isPending}>
            {save.isPending ? 'Saving…' : segment ? 'Save' : 'Make the segment'}
          </Button>
          <Button onClick={onCancel}>Cancel</Button>
        </div>
      </form>
      <LeaveGuard active={isDirty && !save.isSuccess} what="What you changed in this segment" />
    </FormProvider>
  )
}
