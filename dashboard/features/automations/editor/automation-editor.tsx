import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { Button } from '../../../components/button.tsx'
import { ChangedElsewhere } from '../../../components/changed-elsewhere.tsx'
import { Kbd } from '../../../components/kbd.tsx'
import { LeaveGuard } from '../../../components/leave-guard.tsx'
import { Panel } from '../../../components/panel.tsx'
import { ProblemNote } from '../../../components/problem-note.tsx'
import { TextField } from '../../../components/text-field.tsx'
import type { Automation } from '../../../lib/api-types.ts'
import { useShortcuts } from '../../../lib/shortcuts.ts'
import { showToast } from '../../../lib/toast.ts'
import type { AutomationNames } from '../automation-names.ts'
import { useSaveAutomation } from '../change-automations.ts'
import { LogOnlyField } from '../log-only-field.tsx'
import { ActionList } from './action-list.tsx'
import { type AutomationDraft, inputOf } from './automation-draft.ts'
import { ConditionList } from './condition-list.tsx'
import { apiProblems, draftProblems, type Problems, problemAt } from './draft-problems.ts'
import { changesOf, draftSentence } from './draft-sentence.ts'
import { GoalFields, ReentryFields } from './rules-fields.tsx'
import { TriggerFields } from './trigger-fields.tsx'
import { useDraft } from './use-draft.ts'

interface AutomationEditorProps {
  mode: Mode
  /** Null for a new one. */
  automation: Automation | null
  names: AutomationNames
  /** Shows the mails that it sends. */
  preview?: (templateIds: string[], trigger: string) => ReactNode
  onChanged: (isChanged: boolean) => void
  onSaved: (automation: Automation) => void
}

/** All that an automation is, from top to bottom as its sentence reads. */
export function AutomationEditor({ mode, automation, names, preview, onChanged, onSaved }: AutomationEditorProps) {
  const save = useSaveAutomation(mode, automation?.id ?? null)
  const { base, draft, setDraft, setBase, changed, takeTheirs } = useDraft(automation, save)
  const [isChecked, setIsChecked] = useState(false)
  const [refusals, setRefusals] = useState(0)
  const [refused, setRefused] = useState<Problems>({})
  const form = useRef<HTMLFormElement>(null)
  const formId = useId()
  const problems: Problems = isChecked ? { ...draftProblems(draft), ...refused } : refused
  const known = { stage: names.stages, packages: names.packages }
  const mails = draft.actions.flatMap((one) => (one.type === 'send_email' && one.template ? [one.template] : []))

  function set(changes: Partial<AutomationDraft>) {
    setDraft((before) => ({ ...before, ...changes }))
    setRefused({})
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: only the change counts
  useEffect(() => onChanged(changed), [changed])

  // Told after the render that ends the leave guard, as the page may be left then.
  // biome-ignore lint/correctness/useExhaustiveDependencies: told once, when it is saved
  useEffect(() => {
    if (save.data) onSaved(save.data)
  }, [save.data])

  useEffect(() => {
    if (refusals > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [refusals])

  useShortcuts([{ keys: 'mod+s', label: 'Save the automation', group: 'This page', run: () => submit('draft') }])

  /** `status` of a new one; of one that is there it stays. */
  function submit(status: 'draft' | 'on') {
    if (save.isPending) return
    setIsChecked(true)
    setRefused({})
    if (Object.keys(draftProblems(draft)).length > 0) return setRefusals((count) => count + 1)
    const sent = draft
    save.mutate(automation ? changesOf(sent, base) : { ...inputOf(sent), status }, {
      onSuccess: (saved) => {
        setBase(sent)
        setIsChecked(false)
        showToast(saved.status === 'on' ? `“${saved.name}” is saved and on` : `“${saved.name}” is saved`)
      },
      onError: (error) => {
        setRefused(apiProblems(error))
        setRefusals((count) => count + 1)
      },
    })
  }

  const parts = { draft, known, problems, isChecked, set }
  return (
    <>
      {takeTheirs && <ChangedElsewhere what="automation" onTake={takeTheirs} />}
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <form
          ref={form}
          id={formId}
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            submit('draft')
          }}
          className="flex min-w-0 flex-col gap-6"
        >
          <TextField
            label="Name"
            autoComplete="off"
            maxLength={100}
            value={draft.name}
            error={problemAt(problems, '/name')}
            onChange={(event) => set({ name: event.target.value })}
            className="max-w-[28rem]"
          />
          <Panel title="When">
            <TriggerFields
              trigger={draft.trigger}
              names={names}
              problems={problems}
              onChange={(trigger) => set({ trigger })}
            />
          </Panel>
          <Panel title="Only if">
            <div className="flex flex-col gap-4 px-4 py-4">
              <p className="text-soft">
                {draft.conditions.length === 0
                  ? 'Nothing is asked: it runs each time.'
                  : 'All of these have to hold, when it begins and after each wait.'}
              </p>
              <ConditionList
                label="Conditions"
                pointer="/conditions"
                conditions={draft.conditions}
                known={known}
                problems={problems}
                isChecked={isChecked}
                withEvent
                onChange={(conditions) => set({ conditions })}
              />
            </div>
          </Panel>
          <Panel title="Then">
            <ActionList
              actions={draft.actions}
              names={names}
              problems={problems}
              onChange={(actions) => set({ actions })}
            />
          </Panel>
          <Panel title="How often">
            <ReentryFields {...parts} />
          </Panel>
          <Panel title="Goal">
            <GoalFields {...parts} />
          </Panel>
          <Panel title="For real, or not">
            <div className="px-4 py-4">
              <LogOnlyField checked={draft.logOnly} onChange={(logOnly) => set({ logOnly })} />
            </div>
          </Panel>
        </form>
        <div className="flex min-w-0 flex-col gap-4 lg:self-stretch">
          <Panel title="In words" className="lg:sticky lg:top-[calc(var(--band)+1rem)] lg:z-1">
            <p aria-live="polite" className="px-4 py-4 break-words">
              {draftSentence(draft, names)}
            </p>
            <div className="flex flex-wrap gap-2 border-t border-line px-4 py-3">
              <Button
                type="submit"
                form={formId}
                look={changed || !automation ? 'primary' : 'plain'}
                busy={save.isPending}
              >
                {save.isPending ? 'Saving…' : automation ? 'Save' : 'Save as a draft'}
                <span aria-hidden>
                  <Kbd keys="mod+s" />
                </span>
              </Button>
              {!automation && (
                <Button busy={save.isPending} onClick={() => submit('on')}>
                  Save and turn on
                </Button>
              )}
              {automation && changed && <span className="self-center text-xs font-medium text-warn">Not saved</span>}
            </div>
          </Panel>
          {save.isError && Object.keys(apiProblems(save.error)).length === 0 && (
            <ProblemNote title="It could not be saved" error={save.error}>
              <p className="text-soft">{save.error.message}</p>
            </ProblemNote>
          )}
          {preview?.(mails, inputOf(draft).trigger.type)}
        </div>
      </div>
      <LeaveGuard
        active={changed && !(save.isSuccess && automation === null)}
        what="What you changed in this automation"
      />
    </>
  )
}
