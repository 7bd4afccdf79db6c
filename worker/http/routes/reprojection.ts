import { createRoute, z } from '@hono/zod-openapi'
import { accountStub } from '../../account/stub.ts'
import { type AccountId, DEFAULT_ACCOUNT_ID, MODES } from '../../domain/ids.ts'
import { connectionExists } from '../../readmodel/connection.ts'
import { ProblemError } from '../errors.ts'
import { operatorOnly } from '../middleware/authenticate.ts'
import { noQuery } from '../schemas/common.ts'
import { authenticated, body, json, problemsOfPost } from '../schemas/documented.ts'
import { createRouter } from './router.ts'

const input = z.strictObject({ account: z.string().startsWith('acc_').default(DEFAULT_ACCOUNT_ID) })
const reprojection = z.object({ object: z.literal('reprojection'), account: z.string(), mode: z.enum(MODES) })

export const reprojectionRoutes = createRouter()

reprojectionRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/operator/reproject',
    tags: ['Operator'],
    summary: 'Write the read model of an account and mode anew from its object: after D1 or the object was restored',
    ...authenticated,
    middleware: [operatorOnly] as const,
    request: { query: noQuery, body: body(input) },
    responses: {
      202: json(reprojection, 'It goes on in the background; lists fill again as it proceeds'),
      ...problemsOfPost(404),
    },
  }),
  async (c) => {
    const { mode } = c.var.tenant
    const tenant = { accountId: c.req.valid('json').account as AccountId, mode }
    if (!(await connectionExists(c.env.DB, tenant))) throw new ProblemError('not_found', 'There is no such account.')
    await accountStub(c.env, tenant).reproject(tenant)
    return c.json({ object: 'reprojection' as const, account: tenant.accountId, mode }, 202)
  },
)
