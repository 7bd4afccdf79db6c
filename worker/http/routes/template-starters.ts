import { createRoute } from '@hono/zod-openapi'
import { STARTERS } from '../../mail/starters.ts'
import { listOf, noQuery } from '../schemas/common.ts'
import { authenticated, json, problemsBehindAuth } from '../schemas/documented.ts'
import { templateStarter } from '../schemas/template-starter.ts'
import { createRouter } from './router.ts'

export const templateStarterRoutes = createRouter()

templateStarterRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/template-starters',
    tags: ['Templates'],
    summary: 'Templates to begin with, one per moment that a payer expects to hear of',
    ...authenticated,
    request: { query: noQuery },
    responses: { 200: json(listOf(templateStarter), 'All of them'), ...problemsBehindAuth() },
  }),
  (c) => {
    const data = STARTERS.map((starter) => ({ ...starter, object: 'template_starter' as const }))
    return c.json({ object: 'list' as const, data, has_more: false, next_cursor: null }, 200)
  },
)
