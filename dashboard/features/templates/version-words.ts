import type { Template } from '../../lib/api-types.ts'

export type VersionState = 'draft' | 'published' | 'changed'

/** Whether anything goes out, and whether what is written is what goes out. */
export function versionState({ version, published_version: published }: Template): VersionState {
  if (published === null) return 'draft'
  return published === version ? 'published' : 'changed'
}

export function versionWords(template: Template): { label: string; meaning: string } {
  const { published_version: published, version } = template
  switch (versionState(template)) {
    case 'draft':
      return { label: 'Draft', meaning: 'Never published: no mail uses it yet.' }
    case 'published':
      return { label: `Published, version ${published}`, meaning: 'Mails say what is written here.' }
    case 'changed':
      return {
        label: `Version ${published}, with changes`,
        meaning: `Mails say version ${published}; what is written here goes out once version ${version} is published.`,
      }
  }
}
