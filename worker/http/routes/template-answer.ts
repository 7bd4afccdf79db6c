import type { TemplateAnswer } from '../../account/automation-rpc.ts'
import type { Template as StoredTemplate } from '../../domain/template.ts'
import { readDocument } from '../../readmodel/documents.ts'
import { ProblemError, refuseInput } from '../errors.ts'
import type { AppContext } from '../middleware/context.ts'
import { presentTemplate, type Template } from '../schemas/template.ts'

/** 404 where there is none. */
export async function storedTemplate(c: AppContext, id: string): Promise<StoredTemplate> {
  const stored = await readDocument<StoredTemplate>(c.env.DB, c.var.tenant, 'template', id)
  if (!stored) throw noSuchTemplate(c)
  return stored.body
}

function noSuchTemplate(c: AppContext): ProblemError {
  return new ProblemError('not_found', `There is no such template in ${c.var.tenant.mode} mode.`)
}

/** The template after a command, or the end of the request where the command was refused. */
export function templateOrRefuse(c: AppContext, answer: TemplateAnswer): Template {
  if (answer.ok) return presentTemplate(answer.template)
  switch (answer.reason) {
    case 'not_found':
      throw noSuchTemplate(c)
    case 'unknown_layout':
      return refuseInput('/layout', 'unknown_layout', 'There is no such layout.')
    case 'too_many':
      throw new ProblemError('template_limit', `There is room for ${answer.limit} templates: delete one first.`)
    case 'in_use':
      throw new ProblemError('template_in_use', `“${answer.by}” uses this template: change that first.`)
  }
}
