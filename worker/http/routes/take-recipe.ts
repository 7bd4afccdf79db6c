import type { AutomationInput, TemplateInput } from '../../account/automation-rpc.ts'
import { accountStub } from '../../account/stub.ts'
import type { Automation as StoredAutomation } from '../../domain/automation/automation.ts'
import type { Template as StoredTemplate } from '../../domain/template.ts'
import type { Recipe as KnownRecipe } from '../../mail/recipes.ts'
import type { Starter } from '../../mail/starters/starter.ts'
import { STARTER_LAYOUTS } from '../../mail/starters.ts'
import { listDocuments, readDocument } from '../../readmodel/documents.ts'
import type { AppContext } from '../middleware/context.ts'
import { presentAutomation } from '../schemas/automation.ts'
import type { TakenRecipe } from '../schemas/recipe.ts'
import { presentTemplate, type Template } from '../schemas/template.ts'
import { automationOrRefuse } from './automation-answer.ts'
import { askerOf } from './customer-answer.ts'
import { templateOrRefuse } from './template-answer.ts'

/** More than an account may have. */
const ALL = 1_000

/** The automations of the account, oldest first. */
export async function automationsByAge(c: AppContext): Promise<StoredAutomation[]> {
  const rows = await listDocuments<StoredAutomation>(c.env.DB, c.var.tenant, 'automation', { limit: ALL, after: null })
  return rows.map(({ body }) => body).reverse()
}

/** By what it does: its name and all else may have been changed since. */
export function madeFrom({ starter }: KnownRecipe, automations: readonly StoredAutomation[]): StoredAutomation | null {
  const isSent = ({ actions }: StoredAutomation) =>
    actions.some((action) => action.type === 'send_email' && action.template === starter.id)
  return automations.find((one) => one.trigger.type === starter.binding.trigger && isSent(one)) ?? null
}

/** Makes what is not there yet of a recipe: its layout, its mail, its automation. What is there stays as it is. */
export async function takeRecipe(c: AppContext, recipe: KnownRecipe): Promise<TakenRecipe & { isNew: boolean }> {
  const { starter } = recipe
  if (starter.layout !== null) await publishedTemplate(c, starter.layout, layoutInput(starter.layout))
  const template = await publishedTemplate(c, starter.id, templateOfStarter(starter))
  const before = madeFrom(recipe, await automationsByAge(c))
  if (before) return { object: 'taken_recipe', automation: presentAutomation(before), template, isNew: false }
  const input = automationOfRecipe(recipe)
  const answer = await accountStub(c.env, c.var.tenant).saveAutomation(c.var.tenant, null, input, askerOf(c))
  const { job: _none, ...automation } = automationOrRefuse(c, answer)
  return { object: 'taken_recipe', automation, template, isNew: true }
}

async function publishedTemplate(c: AppContext, id: string, input: TemplateInput): Promise<Template> {
  const { tenant } = c.var
  const stub = accountStub(c.env, tenant)
  const before = await readDocument<StoredTemplate>(c.env.DB, tenant, 'template', id)
  if (before && before.body.publishedVersion !== null) return presentTemplate(before.body)
  if (!before) templateOrRefuse(c, await stub.saveTemplate(tenant, id, input, true))
  return templateOrRefuse(c, await stub.publishTemplate(tenant, id, askerOf(c)))
}

/** A mail can only name a layout that is there; as one of the account’s own it can be changed. */
function layoutInput(id: string): TemplateInput {
  return {
    ...{ name: LAYOUT_NAMES[id] ?? id, kind: 'layout', category: 'transactional', required: [], binding: null },
    draft: { subject: '', preheader: null, html: STARTER_LAYOUTS[id] ?? '', text: null, layout: null },
  }
}

const LAYOUT_NAMES: Readonly<Record<string, string>> = {
  default: 'Plain frame',
  marketing: 'Frame with an unsubscribe link',
}

function templateOfStarter({ name, category, required, binding, ...words }: Starter): TemplateInput {
  const { subject, preheader, html, text, layout } = words
  return {
    ...{ name, kind: 'mail', category, required, binding },
    draft: { subject, html, preheader: preheader ?? null, text: text ?? null, layout: layout ?? null },
  }
}

/** A draft: nothing is sent before somebody has looked at it. */
function automationOfRecipe({ name, starter, goal: aim }: KnownRecipe): AutomationInput {
  return {
    ...{ name, status: 'draft', trigger: { type: starter.binding.trigger }, conditions: [] },
    actions: [{ type: 'send_email', template: starter.id }],
    ...{ reentry: 'always', goal: aim },
  }
}
