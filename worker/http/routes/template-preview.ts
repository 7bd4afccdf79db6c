import { createRoute } from '@hono/zod-openapi'
import { accountStub } from '../../account/stub.ts'
import { type Template as StoredTemplate, wordsIn } from '../../domain/template.ts'
import { idParam, noQuery } from '../schemas/common.ts'
import { deliveryDetail } from '../schemas/delivery.ts'
import { authenticatedPost, body, json, optionalBody, problemsOfPost } from '../schemas/documented.ts'
import { templatePreview } from '../schemas/template.ts'
import {
  changedTemplate,
  previewInput,
  templateOf,
  testSendInput,
  unsavedPreviewInput,
} from '../schemas/template-input.ts'
import { describeDelivery } from './delivery-list.ts'
import { previewContext } from './preview-context.ts'
import { previewLanguage, previewMail } from './preview-mail.ts'
import { createRouter } from './router.ts'
import { storedTemplate } from './template-answer.ts'
import { checkTemplate, mailParts } from './template-check.ts'

const TEST_PREFIX = '[Test] '
const UNSAVED = { id: 'preview', version: 1, publishedVersion: null, createdAtMs: 0, updatedAtMs: 0 }

export const templatePreviewRoutes = createRouter()

templatePreviewRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/templates/{id}/preview',
    tags: ['Templates'],
    summary: 'What a template says to a customer, about an event, or to a made-up customer; nothing is stored',
    ...authenticatedPost,
    request: { params: idParam, query: noQuery, body: optionalBody(previewInput) },
    responses: { 200: json(templatePreview, 'The mail, or why there is none'), ...problemsOfPost(404) },
  }),
  async (c) => {
    const { content, language, ...about } = c.req.valid('json')
    const stored = await storedTemplate(c, c.req.valid('param').id)
    const edited: StoredTemplate = { ...stored, ...changedTemplate(stored, content ?? {}) }
    const parts = await mailParts(c, true)
    const at = content ? '/content' : ''
    const warnings = await checkTemplate(c, edited, { parts, setsBinding: false, at })
    const context = await previewContext(c, edited, about)
    return c.json({ ...(await previewMail(c, edited, context, { parts, at, language })), warnings }, 200)
  },
)

templatePreviewRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/templates/preview',
    tags: ['Templates'],
    summary: 'What a template that is being written says to a customer; neither it nor the mail is stored',
    ...authenticatedPost,
    request: { query: noQuery, body: body(unsavedPreviewInput) },
    responses: { 200: json(templatePreview, 'The mail, or why there is none'), ...problemsOfPost() },
  }),
  async (c) => {
    const { template: written, language, ...about } = c.req.valid('json')
    const edited: StoredTemplate = { ...UNSAVED, ...templateOf({ name: UNSAVED.id, ...written }) }
    const parts = await mailParts(c, true)
    const at = '/template'
    const warnings = await checkTemplate(c, edited, { parts, setsBinding: false, at })
    const context = await previewContext(c, edited, about)
    return c.json({ ...(await previewMail(c, edited, context, { parts, at, language })), warnings }, 200)
  },
)

templatePreviewRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/templates/{id}/test-send',
    tags: ['Templates'],
    summary: 'Send the draft to one address, marked as a test, with a customer’s values or made-up ones',
    ...authenticatedPost,
    request: { params: idParam, query: noQuery, body: body(testSendInput) },
    responses: { 202: json(deliveryDetail, 'The delivery, which says what came of it'), ...problemsOfPost(404) },
  }),
  async (c) => {
    const { to, customer, language: asked } = c.req.valid('json')
    const stored = await storedTemplate(c, c.req.valid('param').id)
    // What is sent is put together from what is published.
    await checkTemplate(c, stored, { parts: await mailParts(c, false), setsBinding: false })
    const context = await previewContext(c, stored, customer === undefined ? {} : { customer })
    const language = previewLanguage(stored, context, asked)
    const words = wordsIn(stored.draft, language)
    const delivery = await accountStub(c.env, c.var.tenant).sendTestMail(c.var.tenant, {
      ...{ to, template: { id: stored.id, version: stored.version }, language },
      content: { ...words, subject: `${TEST_PREFIX}${words.subject}` },
      customerId: customer === undefined ? null : (context.customer.id ?? null),
    })
    return c.json(await describeDelivery(c, delivery), 202)
  },
)
