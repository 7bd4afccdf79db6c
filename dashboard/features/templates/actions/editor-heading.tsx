import { History, Send, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { Button } from '../../../components/button.tsx'
import { Kbd } from '../../../components/kbd.tsx'
import { PageHeading } from '../../../components/page-heading.tsx'
import type { Template } from '../../../lib/api-types.ts'
import type { CustomerHead } from '../preview/customer-head.ts'
import { VersionBadge } from '../version-badge.tsx'
import { versionState } from '../version-words.ts'
import { DeleteTemplateDialog } from './delete-template-dialog.tsx'
import { PublishDialog } from './publish-dialog.tsx'
import { TestSendDialog } from './test-send-dialog.tsx'
import { VersionsDialog } from './versions-dialog.tsx'

interface EditorHeadingProps {
  mode: Mode
  template: Template | null
  isDirty: boolean
  saving: boolean
  hasOutbox: boolean
  /** That is written at the moment. */
  language: string | null
  /** Whom the preview shows, and so the test. */
  customer: CustomerHead | null
  /** False where it could not be saved. */
  onSave: () => Promise<boolean>
  onReverted: (template: Template) => void
  onDeleted: () => void
}

type Asking = 'publish' | 'test' | 'versions' | 'delete'

/** Name and state of a template, and what can be done with it. Tests and publishing take what is saved, so they save first. */
export function EditorHeading({ mode, template, isDirty, saving, ...props }: EditorHeadingProps) {
  const [asking, setAsking] = useState<Asking | null>(null)
  const close = () => setAsking(null)

  async function saveAnd(next: Asking) {
    if (!isDirty || (await props.onSave())) setAsking(next)
  }

  return (
    <PageHeading title={template?.name ?? 'New template'}>
      <div className="flex flex-wrap items-center gap-2">
        {template && <VersionBadge template={template} />}
        {isDirty && <span className="text-xs font-medium text-warn">Not saved</span>}
        {template && (
          <>
            <Button onClick={() => setAsking('delete')}>
              <Trash2 aria-hidden className="size-3.5" />
              Delete
            </Button>
            <Button onClick={() => setAsking('versions')}>
              <History aria-hidden className="size-3.5" />
              Versions
            </Button>
            {template.kind === 'mail' && (
              <Button onClick={() => void saveAnd('test')}>
                <Send aria-hidden className="size-3.5" />
                Send a test
              </Button>
            )}
          </>
        )}
        <Button look={template ? 'plain' : 'primary'} busy={saving} onClick={() => void props.onSave()}>
          {saving ? 'Saving…' : 'Save draft'}
          <span aria-hidden>
            <Kbd keys="mod+s" />
          </span>
        </Button>
        {template && (
          <Button
            look="primary"
            disabled={!isDirty && versionState(template) === 'published'}
            onClick={() => void saveAnd('publish')}
          >
            Publish…
          </Button>
        )}
      </div>
      {template && asking === 'publish' && <PublishDialog mode={mode} template={template} onClose={close} />}
      {template && asking === 'test' && (
        <TestSendDialog
          mode={mode}
          template={template}
          customer={props.customer}
          language={props.language}
          hasOutbox={props.hasOutbox}
          onClose={close}
        />
      )}
      {template && asking === 'versions' && (
        <VersionsDialog
          mode={mode}
          template={template}
          isDirty={isDirty}
          onReverted={props.onReverted}
          onClose={close}
        />
      )}
      {template && asking === 'delete' && (
        <DeleteTemplateDialog mode={mode} template={template} onDeleted={props.onDeleted} onClose={close} />
      )}
    </PageHeading>
  )
}
