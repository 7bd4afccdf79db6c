import { clsx } from 'clsx'
import { Monitor, Moon, Smartphone, Sun, UserRound } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../../components/button.tsx'
import { MailFrame } from '../../../components/mail-frame.tsx'
import { Panel } from '../../../components/panel.tsx'
import { ScrollBox } from '../../../components/scroll-box.tsx'
import { Skeleton } from '../../../components/skeleton.tsx'
import type { TemplatePreview } from '../../../lib/api-types.ts'
import { languageWords } from '../../../lib/language-words.ts'
import type { Place } from '../liquid-problem.ts'
import { ChoiceBar } from './choice-bar.tsx'
import { PreviewNotes } from './preview-notes.tsx'
import { type PreviewSubject, subjectWords } from './preview-subject.ts'
import type { Preview } from './use-preview.ts'

interface PreviewPanelProps {
  preview: Preview
  subject: PreviewSubject
  required: readonly string[]
  onChooseSubject: () => void
  onGo: (place: Place) => void
  /** It has words in several languages. */
  isMultilingual: boolean
}

const PARTS = [
  { value: 'html', label: 'HTML' },
  { value: 'text', label: 'Text' },
  { value: 'source', label: 'Source' },
] as const
const WIDTHS = [
  { value: 'desktop', label: 'Desktop width', icon: Monitor },
  { value: 'phone', label: 'Phone width', icon: Smartphone },
] as const
const SCHEMES = [
  { value: 'light', label: 'In light', icon: Sun },
  { value: 'dark', label: 'In dark', icon: Moon },
] as const

/** The mail as it would be, beside what it is written as. */
export function PreviewPanel({ preview, subject, required, onChooseSubject, onGo, isMultilingual }: PreviewPanelProps) {
  const [part, setPart] = useState<(typeof PARTS)[number]['value']>('html')
  const [width, setWidth] = useState<(typeof WIDTHS)[number]['value']>('desktop')
  const [scheme, setScheme] = useState<(typeof SCHEMES)[number]['value']>('light')
  const { shown, stale } = preview
  return (
    <Panel
      title="Preview"
      aside={
        <Button onClick={onChooseSubject} className="h-7 min-w-0 px-2 text-xs">
          <UserRound aria-hidden className="size-3.5" />
          <span className="max-w-48 truncate">{subjectWords(subject)}</span>
        </Button>
      }
    >
      <div className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2">
        <ChoiceBar label="Part of the mail" value={part} choices={PARTS} onChange={setPart} />
        {part === 'html' && (
          <span className="ml-auto flex gap-2">
            <ChoiceBar label="Width" value={width} choices={WIDTHS} onChange={setWidth} />
            <ChoiceBar label="Colours" value={scheme} choices={SCHEMES} onChange={setScheme} />
          </span>
        )}
      </div>
      <PreviewNotes preview={preview} required={required} onGo={onGo} />
      {!shown && preview.loading && <Skeleton className="m-4 h-80" />}
      {shown?.html != null && (
        <div aria-busy={preview.loading}>
          <Head shown={shown} stale={stale} isMultilingual={isMultilingual} />
          {part === 'html' && (
            <div className={clsx('flex justify-center overflow-x-auto bg-sunken', stale && 'opacity-45 grayscale')}>
              <MailFrame
                html={shown.html}
                scheme={scheme}
                title="Preview of the mail"
                className={clsx('h-136', width === 'phone' && 'max-w-[23.4375rem] border-x border-line')}
              />
            </div>
          )}
          {part !== 'html' && (
            <ScrollBox
              label={part === 'text' ? 'Text part' : 'Source of the HTML'}
              className={clsx(SOURCE, stale && 'text-faint')}
            >
              {part === 'text' ? shown.text : shown.html}
            </ScrollBox>
          )}
        </div>
      )}
    </Panel>
  )
}

const SOURCE = 'h-136 px-4 py-3 break-words whitespace-pre-wrap'

function Head({
  shown,
  stale,
  isMultilingual,
}: { shown: TemplatePreview; stale: boolean } & Pick<PreviewPanelProps, 'isMultilingual'>) {
  return (
    <dl className={clsx('border-b border-line px-4 py-2.5', stale && 'text-faint')}>
      <dt className="sr-only">Subject</dt>
      <dd className="font-medium break-words">{shown.subject}</dd>
      {shown.preheader && (
        <>
          <dt className="sr-only">Preheader</dt>
          <dd className={clsx('text-sm break-words', !stale && 'text-soft')}>{shown.preheader}</dd>
        </>
      )}
      {isMultilingual && (
        <>
          <dt className="sr-only">Language</dt>
          <dd className={clsx('text-xs', !stale && 'text-soft')}>
            {shown.language === null ? 'In the default language' : `In ${languageWords(shown.language)}`}
          </dd>
        </>
      )}
    </dl>
  )
}
