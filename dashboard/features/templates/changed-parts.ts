import type { ChangedPart } from '../../components/versions/changed-part.ts'
import type { Template, TemplateVersion } from '../../lib/api-types.ts'
import { languageWords } from '../../lib/language-words.ts'

type Variant = TemplateVersion['variants'][string]
type Whole = Pick<
  TemplateVersion,
  'subject' | 'preheader' | 'html' | 'text' | 'layout' | 'category' | 'required' | 'variants'
>

const WORDS: { key: keyof Variant; label: string; none: string }[] = [
  { key: 'subject', label: 'Subject', none: 'none' },
  { key: 'preheader', label: 'Preheader', none: 'none' },
  { key: 'html', label: 'HTML', none: 'none' },
  { key: 'text', label: 'Text part', none: 'made from the HTML' },
]
const PARTS: { key: Exclude<keyof Whole, 'variants'>; label: string; none: string }[] = [
  ...WORDS,
  { key: 'layout', label: 'Layout', none: 'none' },
  { key: 'category', label: 'Category', none: 'none' },
  { key: 'required', label: 'Required variables', none: 'none' },
]

/** What differs between two versions, part by part and language by language. */
export function changedParts(before: Whole, after: Whole | Template): ChangedPart[] {
  const tags = [...new Set([...Object.keys(before.variants), ...Object.keys(after.variants)])].sort()
  return [...ownChanges(before, after), ...tags.flatMap((tag) => variantChanges(tag, before, after))]
}

function ownChanges(before: Whole, after: Whole): ChangedPart[] {
  return PARTS.flatMap(({ key, label, none }) => {
    const [old, now] = [told(before[key], none), told(after[key], none)]
    return old === now ? [] : [{ label, before: old, after: now }]
  })
}

function variantChanges(tag: string, { variants: former }: Whole, { variants: latter }: Whole): ChangedPart[] {
  const [before, after] = [former[tag], latter[tag]]
  return WORDS.flatMap(({ key, label, none }) => {
    const [old, now] = [before, after].map((words) => (words ? told(words[key], none) : 'none'))
    if (old === undefined || now === undefined || old === now) return []
    return [{ label: `${languageWords(tag)}: ${label}`, before: old, after: now }]
  })
}

function told(value: string | readonly string[] | null, none: string): string {
  if (value === null || value === '' || value.length === 0) return none
  return typeof value === 'string' ? value : value.join(', ')
}
