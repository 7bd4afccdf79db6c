import type { ChangedPart } from '../../components/versions/changes-list.tsx'
import type { Template, TemplateVersion } from '../../lib/api-types.ts'

type Words = Pick<TemplateVersion, 'subject' | 'preheader' | 'html' | 'text' | 'layout' | 'category' | 'required'>

const PARTS: { key: keyof Words; label: string; none: string }[] = [
  { key: 'subject', label: 'Subject', none: 'none' },
  { key: 'preheader', label: 'Preheader', none: 'none' },
  { key: 'html', label: 'HTML', none: 'none' },
  { key: 'text', label: 'Text part', none: 'made from the HTML' },
  { key: 'layout', label: 'Layout', none: 'none' },
  { key: 'category', label: 'Category', none: 'none' },
  { key: 'required', label: 'Required variables', none: 'none' },
]

/** What differs between two versions, part by part. */
export function changedParts(before: Words, after: Words | Template): ChangedPart[] {
  return PARTS.flatMap(({ key, label, none }) => {
    const [old, now] = [told(before[key], none), told(after[key], none)]
    return old === now ? [] : [{ label, before: old, after: now }]
  })
}

function told(value: string | readonly string[] | null, none: string): string {
  if (value === null || value === '' || value.length === 0) return none
  return typeof value === 'string' ? value : value.join(', ')
}
