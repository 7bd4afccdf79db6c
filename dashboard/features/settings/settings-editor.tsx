import { useState } from 'react'
import { FormProvider, useForm, useWatch } from 'react-hook-form'
import { LeaveGuard } from '../../components/leave-guard.tsx'
import { Panel } from '../../components/panel.tsx'
import type { Settings } from '../../lib/api-types.ts'
import { showToast } from '../../lib/toast.ts'
import { PreviewDialog } from './preview/preview-dialog.tsx'
import { useSaveSettings } from './save-settings.ts'
import { SectionBody } from './sections/section-body.tsx'
import { formOf, type SettingsForm, settingsOf } from './settings-form.ts'
import { SettingsNav } from './settings-nav.tsx'
import { isEmptyPatch, settingsPatch } from './settings-patch.ts'
import { apiProblems } from './settings-problems.ts'
import { resolveSettings } from './settings-resolver.ts'
import { SECTION_WORDS, sectionsOf } from './settings-sections.ts'
import type { SettingsViewProps } from './settings-view.tsx'
import { UnsavedBar } from './unsaved-bar.tsx'
import { useBase } from './use-base.ts'
import { useProblemFocus } from './use-problem-focus.ts'

/** One form over all sections: a change in one stays while another is looked at. */
export function SettingsEditor({ settings, ...props }: SettingsViewProps & { settings: Settings }) {
  const { mode, section, onSection, onSaved, progress } = props
  const form = useForm<SettingsForm>({
    defaultValues: formOf(settings),
    resolver: resolveSettings,
    // The field may stand in another section: it is focused once that is open.
    shouldFocusError: false,
  })
  const { base, rebase, changedElsewhere } = useBase(form, settings)
  const { element, showProblem } = useProblemFocus(section, onSection)
  const [previewing, setPreviewing] = useState(false)
  const save = useSaveSettings(mode)
  const edited = settingsOf(useWatch({ control: form.control }) as SettingsForm)
  const patch = settingsPatch(base, edited)
  const dirty = !isEmptyPatch(patch)
  const wrong = sectionsOf(Object.keys(form.formState.errors))

  /** Shows what the API refused at its fields; false where the error is about no single value. */
  function refuse(error: unknown): boolean {
    const problems = apiProblems(error)
    for (const { path, message } of problems) form.setError(path as 'stages', { type: 'api', message })
    const [first] = problems
    if (first) showProblem(first.path)
    return first !== undefined
  }

  async function ask(go: () => void) {
    let wrongPath: string | undefined
    // What the API refused last time is its to refuse again.
    form.clearErrors()
    await form.handleSubmit(go, (errors) => {
      wrongPath = Object.keys(errors)[0]
    })()
    if (wrongPath !== undefined) showProblem(wrongPath)
  }

  function saveNow() {
    if (save.isPending || !dirty) return
    void ask(() =>
      save.mutate(patch, {
        onSuccess: (answer) => {
          setPreviewing(false)
          rebase(answer)
          onSaved(answer.job)
          showToast('Settings saved')
          element.current?.focus()
        },
        onError: (error) => {
          if (refuse(error)) setPreviewing(false)
        },
      }),
    )
  }

  function discard() {
    form.reset(formOf(settings))
    rebase(settings)
    save.reset()
    element.current?.focus()
  }

  return (
    <FormProvider {...form}>
      {progress}
      <div className="grid gap-6 md:grid-cols-[11rem_minmax(0,1fr)]">
        <SettingsNav mode={mode} chosen={section} changed={sectionsOf(Object.keys(patch))} wrong={wrong} />
        <form
          ref={element}
          tabIndex={-1}
          aria-label="Settings"
          onSubmit={(event) => {
            event.preventDefault()
            saveNow()
          }}
          className="min-w-0 outline-none"
        >
          <Panel title={SECTION_WORDS[section].label} aside={<About section={section} />}>
            <div>
              <SectionBody section={section} mapping={props.mapping} products={props.products} />
            </div>
          </Panel>
        </form>
      </div>
      {dirty && (
        <UnsavedBar
          changed={sectionsOf(Object.keys(patch))}
          wrong={wrong}
          error={save.isError && wrong.length === 0 ? save.error : null}
          changedElsewhere={changedElsewhere}
          saving={save.isPending}
          onDiscard={discard}
          onPreview={() => void ask(() => setPreviewing(true))}
          onSave={saveNow}
        />
      )}
      {previewing && (
        <PreviewDialog
          mode={mode}
          settings={patch}
          saving={save.isPending}
          saveError={save.error}
          onSave={saveNow}
          onRefused={(error) => {
            if (refuse(error)) setPreviewing(false)
          }}
          onClose={() => setPreviewing(false)}
        />
      )}
      <LeaveGuard active={dirty} what="What you changed in the settings" />
    </FormProvider>
  )
}

function About({ section }: { section: keyof typeof SECTION_WORDS }) {
  return <p className="min-w-0 text-right text-sm text-faint max-sm:hidden">{SECTION_WORDS[section].about}</p>
}
