import { createRoute } from '@hono/zod-openapi'
import {
  automationVersionId,
  type AutomationVersion as StoredVersion,
  versionOf,
} from '../../domain/automation/version.ts'
import { listDocuments } from '../../readmodel/documents.ts'
import { automationVersion, presentAutomationVersion } from '../schemas/automation-version.ts'
import { idParam, listOf, pageOnly } from '../schemas/common.ts'
import { authenticated, json, problemsBehindAuth } from '../schemas/documented.ts'
import { decodeCursor, toPage } from '../schemas/page.ts'
import { storedAutomation } from './automation-answer.ts'
import { createRouter } from './router.ts'

export const automationVersionRoutes = createRouter()

const LIST = 'automation_versions'

automationVersionRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/automations/{id}/versions',
    tags: ['Automations'],
    summary: 'What an automation was after each change of it, newest first',
    ...authenticated,
    request: { params: idParam, query: pageOnly },
    responses: { 200: json(listOf(automationVersion), 'A page of versions'), ...problemsBehindAuth(404) },
  }),
  async (c) => {
    const { limit, after } = c.req.valid('query')
    const automation = await storedAutomation(c, c.req.valid('param').id)
    const position = decodeCursor(LIST, after)
    const rows = await listDocuments<StoredVersion>(c.env.DB, c.var.tenant, 'automation_version', {
      ...{ limit: limit + 1, after: position?.number ?? null, prefix: automationVersionId(automation.id, '') },
    })
    const isFromBefore = rows.length === 0 && position === null
    // Made before versions were kept, and not changed since: the one that is there is all that is known.
    const present = { id: automationVersionId(automation.id, automation.version), number: 0 }
    const shown = isFromBefore ? [{ ...present, body: versionOf(automation, null) }] : rows
    return c.json(
      toPage(
        LIST,
        shown,
        limit,
        ({ body }) => presentAutomationVersion(body),
        (row) => row,
      ),
      200,
    )
  },
)
