import { z } from '@hono/zod-openapi'
import { lineOfText, refuseRepeats } from './text.ts'

const MAX_PACKAGES = 50

export const packageList = z.array(lineOfText(100)).max(MAX_PACKAGES).superRefine(refuseRepeats)
