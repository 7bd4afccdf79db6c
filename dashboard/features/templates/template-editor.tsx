import { type ReactNode, useRef, useState } from 'react'
import { FormProvider, useWatch } from 'react-hook-form'
import type { Mode } from '../../../worker/domain/ids.ts'
import { ChangedElsewhere } from '../../components/changed-elsewhere.tsx'
import { LeaveGuard } from '../../components/leave-guard.tsx'
import { Panel } from '../../components/panel.tsx'
import { ProblemNote } from '../../components/problem-note.tsx'
import type { Template, TemplateStarter } from '../../lib/api-types.ts'
import { useShortcuts } from '../../lib/shortcuts.ts'
import { AboutFields } from './about-fields.tsx'
import { EditorHeading } from './actions/editor-heading.tsx'
import type { CatalogChoice } from './catalog-names.ts'
import type { SavedTemplate } from './change-templates.ts'
import type { Editor } from './code/create-editor.ts'
import { LanguageBar } from './languages/language-bar.tsx'
import { layoutChoices } from './layout-choices.ts'
import { templateProblems } from './liquid-problem.ts'
import { PreviewPanel } from './preview/preview-panel.tsx'
import type { PreviewSubject } from './preview/preview-subject.ts'
import { type PickerSlots, SubjectDialog } from './preview/subject-dialog.tsx'
import { usePreview } from './preview/use-preview.ts'
import { formOf, type TemplateForm } from './template-form.ts'
import { useJump } from './use-jump.ts'
import { useNewest } from './use-newest.ts'
import { useTemplateForm } from './use-template-form.ts'
import { WordsFields } from './words-fields.tsx'

export interface TemplateEditorProps extends PickerSlots {
  mode: Mode
  /** Null for a new one. */
  template: Template | null
  starter: TemplateStarter | null
  templates: readonly Template[]
  catalog: readonly CatalogChoice[]
  /** In development mails are kept in the outbox. */
  hasOutbox: boolean
  onMade: (template: SavedTemplate) => void
  onDeleted: () => void
  children?: ReactNode
}

const SAMPLE: PreviewSubject = { kind: 'sample', sample: 'standard' }

/** A template and, beside it, the mail that it makes. */
export function TemplateEditor({ mode, template, starter, templates, catalog, ...props }: TemplateEditorProps) {
  const { form, save, submit, language, choose } = useTemplateForm(mode, template, starter)
  const takeTheirs = useNewest(form, template, save)
  const [subject, setSubject] = useState<PreviewSubject>(SAMPLE)
  const [choosing, setChoosing] = useState(false)
  const editors = { html: useRef<Editor>(null), text: useRef<Editor>(null) }
  const written = useWatch({ control: form.control }) as TemplateForm
  const preview = usePreview(mode, written, { subject, language })
  const jump = useJump(editors, language, choose)
  const { isDirty } = form.formState
  const made = useRef(false)

  async function saveDraft(): Promise<boolean> {
    const saved = await submit()
    if (saved && !template) {
      made.current = true
      props.onMade(saved)
    }
    return saved !== null
  }

  useShortcuts([{ keys: 'mod+s', label: 'Save the draft', group: 'This page', run: () => void saveDraft() }])

  return (
    <FormProvider {...form}>
      <EditorHeading
        mode={mode}
        template={template}
        isDirty={isDirty}
        saving={save.isPending}
        hasOutbox={props.hasOutbox}
        language={language}
        customer={subject.kind === 'customer' ? subject.customer : null}
        onSave={saveDraft}
        onReverted={(reverted) => form.reset(formOf(reverted))}
        onDeleted={props.onDeleted}
      />
      {takeTheirs && <ChangedElsewhere what="template" onTake={takeTheirs} />}
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <form
          noValidate
          aria-label="Template"
          onSubmit={(event) => {
            event.preventDefault()
            void saveDraft()
          }}
          className="flex min-w-0 flex-col gap-6"
        >
          {save.isError && templateProblems(save.error).length === 0 && (
            <ProblemNote title="The template could not be saved" error={save.error}>
              <p className="text-soft">{save.error.message}</p>
            </ProblemNote>
          )}
          <Panel title="What it is for">
            <AboutFields isNew={template === null} catalog={catalog} layouts={layoutChoices(templates)} />
          </Panel>
          <Panel title="What it says">
            {written.kind === 'mail' && <LanguageBar language={language} onChoose={choose} />}
            <WordsFields
              key={language}
              language={language}
              problems={templateProblems(preview.error)}
              editors={editors}
              onReady={jump.onReady}
            />
          </Panel>
          <button type="submit" hidden>
            Save draft
          </button>
        </form>
        <div className="flex min-w-0 flex-col gap-6 lg:sticky lg:top-[calc(var(--band)+1rem)]">
          <PreviewPanel
            preview={preview}
            subject={subject}
            required={written.required}
            onChooseSubject={() => setChoosing(true)}
            onGo={jump.go}
            isMultilingual={Object.keys(written.variants).length > 0}
          />
          {props.children}
        </div>
      </div>
      {choosing && (
        <SubjectDialog
          subject={subject}
          customerPicker={props.customerPicker}
          eventPicker={props.eventPicker}
          onChoose={(chosen) => {
            setSubject(chosen)
            setChoosing(false)
          }}
          onClose={() => setChoosing(false)}
        />
      )}
      <LeaveGuard active={isDirty && !made.current} what="What you changed in this template" />
    </FormProvider>
  )
}
