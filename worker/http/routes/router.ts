import { OpenAPIHono } from '@hono/zod-openapi'
import type { AppEnv } from '../middleware/context.ts'
import { refuseInvalidInput } from '../middleware/invalid-input.ts'

/** A group of routes whose inputs are checked against their schemas. */
export function createRouter(): OpenAPIHono<AppEnv> {
  return new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalidInput })
}
