import { createRoute } from '@hono/zod-openapi'
import { accountStub } from '../../account/stub.ts'
import { noQuery } from '../schemas/common.ts'
import {
  authenticated,
  authenticatedPost,
  body,
  json,
  problemsBehindAuth,
  problemsOfPost,
} from '../schemas/documented.ts'
import { given } from '../schemas/given.ts'
import { presentJob } from '../schemas/job.ts'
import { changedSettings, presentSettings, settings, settingsPreview } from '../schemas/settings.ts'
import { settingsPatchInput, settingsPreviewInput } from '../schemas/settings-input.ts'
import { askerOf } from './customer-answer.ts'
import { createRouter } from './router.ts'
import { checkSettings } from './settings-rules.ts'
import { tenantRules } from './tenant-rules.ts'

export const settingsRoutes = createRouter()

settingsRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/settings',
    tags: ['Settings'],
    summary: 'The settings in force, of one mode',
    ...authenticated,
    request: { query: noQuery },
    responses: { 200: json(settings, 'The settings'), ...problemsBehindAuth() },
  }),
  async (c) => c.json(presentSettings(c.var.tenant.mode, (await tenantRules(c)).settings), 200),
)

settingsRoutes.openapi(
  createRoute({
    method: 'patch',
    path: '/settings',
    tags: ['Settings'],
    summary: 'Change settings; customers that depend on what has changed are recomputed by a job',
    ...authenticated,
    request: { query: noQuery, body: body(settingsPatchInput) },
    responses: { 200: json(changedSettings, 'The settings as they are now'), ...problemsOfPost() },
  }),
  async (c) => {
    const patch = given(c.req.valid('json'))
    await checkSettings(c, patch, '')
    const answer = await accountStub(c.env, c.var.tenant).changeSettings(c.var.tenant, patch, askerOf(c))
    const job = answer.job && presentJob(answer.job)
    return c.json({ ...presentSettings(c.var.tenant.mode, answer.settings), job }, 200)
  },
)

settingsRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/settings/preview',
    tags: ['Settings'],
    summary: 'What a change of settings would do to customers, some at a time; nothing is changed',
    ...authenticatedPost,
    request: { query: noQuery, body: body(settingsPreviewInput) },
    responses: { 200: json(settingsPreview, 'What would change'), ...problemsOfPost() },
  }),
  async (c) => {
    const { settings: input, after } = c.req.valid('json')
    const patch = given(input)
    await checkSettings(c, patch, '/settings')
    const preview = await accountStub(c.env, c.var.tenant).previewSettings(c.var.tenant, patch, after ?? null)
    return c.json({ object: 'settings_preview' as const, ...preview }, 200)
  },
)
