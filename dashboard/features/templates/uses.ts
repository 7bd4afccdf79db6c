import type { Automation, Template } from '../../lib/api-types.ts'

/** What names a template: automations that send it, mails in its frame, templates that render it. */
export function usesOf<Sender extends Pick<Automation, 'actions'>>(
  { id, kind }: Pick<Template, 'id' | 'kind'>,
  automations: readonly Sender[],
  templates: readonly Template[],
): { automations: Sender[]; templates: Template[] } {
  const renders = new RegExp(`\\{%-?\\s*render\\s+["']${id.replace(/[^\w-]/g, '\\$&')}["']`)
  return {
    automations: automations.filter(({ actions }) =>
      actions.some((action) => action.type === 'send_email' && action.template === id),
    ),
    templates: templates.filter(({ layout, html, text }) => {
      if (kind === 'layout') return layout === id
      return kind === 'snippet' && (renders.test(html) || renders.test(text ?? ''))
    }),
  }
}
