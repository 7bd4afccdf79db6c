import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv2020 } from 'ajv/dist/2020.js'

const CHECKOUT = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '')
const OPENAPI_FILE = /^openapi-reduced\..*\.json$/

/**
 * The folder with Stripe's reduced schemas: STRIPE_DATA_DIR, else `stripe-data` in a folder beside the checkout, else
 * null. They are not part of the project; what they check is an extra.
 */
export function findStripeData(checkout = CHECKOUT, named = process.env.STRIPE_DATA_DIR): string | null {
  if (named) return holdsSchemas(named) ? named : null
  const beside = dirname(checkout)
  const folders = readdirSync(beside, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  const candidates = folders.flatMap((entry) => [join(beside, entry.name), join(beside, entry.name, 'stripe-data')])
  return candidates.find(holdsSchemas) ?? null
}

function holdsSchemas(folder: string): boolean {
  return existsSync(folder) && readdirSync(folder).some((name) => OPENAPI_FILE.test(name))
}

export interface StripeSchemas {
  has(name: string): boolean
  /** What is wrong with the value by the named schema, empty when nothing is. */
  problems(name: string, value: unknown): string[]
  /** The same for the answer to a request, by its path as the document writes it. */
  answerProblems(path: string, method: string, value: unknown): string[]
}

/** The schemas of one API version, from the file whose name ends in it. */
export function loadSchemas(folder: string, version: string): StripeSchemas {
  const name = readdirSync(folder).find((file) => file.endsWith(`.${version}.json`))
  if (!name) throw new Error(`${folder} has no schemas for ${version}.`)
  const document = JSON.parse(readFileSync(join(folder, name), 'utf8'))
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateSchema: false, validateFormats: false })
  ajv.addSchema(document, 'stripe')
  const check = (pointer: string, value: unknown) => {
    const validate = ajv.getSchema(`stripe#${pointer}`)
    if (!validate) return [`there is no schema at ${pointer}`]
    validate(value)
    return (validate.errors ?? []).map(
      (error) => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`,
    )
  }
  return {
    has: (schema) => schema in document.components.schemas,
    problems: (schema, value) => check(`/components/schemas/${schema}`, value),
    answerProblems: (path, method, value) => {
      const escaped = encodeURIComponent(path.replaceAll('/', '~1'))
      return check(`/paths/${escaped}/${method}/responses/200/content/application~1json/schema`, value)
    },
  }
}
