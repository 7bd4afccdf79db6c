import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
const RULE = 'see "Who may import what" in CONTRIBUTING.md'

/** Which folders of worker/ a folder may import from; files directly in worker/ count by their name. */
const MAY_IMPORT: Record<string, string[]> = {
  domain: [],
  config: ['domain', 'config-mail', 'config-values'],
  'config-mail': ['domain'],
  'config-values': ['domain'],
  connect: ['domain', 'stripe', 'readmodel', 'auth', 'account', 'config', 'log'],
  hooks: ['domain', 'config'],
  log: ['domain'],
  mail: ['domain', 'stripe', 'config', 'config-mail'],
  stripe: ['domain', 'config'],
  readmodel: ['domain'],
  auth: ['domain', 'readmodel'],
  account: ['domain', 'stripe', 'readmodel', 'auth', 'config', 'log'],
  sync: ['domain', 'stripe', 'account', 'readmodel', 'connect', 'config', 'log'],
  queue: ['domain', 'stripe', 'account', 'readmodel', 'auth', 'connect', 'sync', 'mail', 'hooks', 'config', 'log'],
  cron: ['domain', 'account', 'readmodel', 'auth', 'connect', 'sync', 'config', 'log'],
  http: ['domain', 'stripe', 'account', 'readmodel', 'auth', 'connect', 'sync', 'mail', 'hooks', 'config', 'log'],
  index: ['account', 'config', 'cron', 'http', 'queue', 'sync'],
}

/** `… from 'x'`, `import('x')` and `import 'x'`. */
const IMPORT = /\bfrom\s+'([^']+)'|\bimport\(\s*'([^']+)'|^import\s+'([^']+)'/gm

interface Import {
  from: string
  to: string
}

function sourcesBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/node_modules|dist/.test(entry.parentPath))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
}

/** Every import of a file: relative ones as paths from the root, packages by name. */
function importsOf(file: string): Import[] {
  const text = readFileSync(join(ROOT, file), 'utf8')
  const specifiers = [...text.matchAll(IMPORT)].map((match) => match.slice(1).find((found) => found) as string)
  return specifiers.map((specifier) => ({
    from: file,
    to: specifier.startsWith('.') ? normalize(join(dirname(file), specifier)) : specifier,
  }))
}

function layerOf(path: string): string {
  return (path.split('/')[1] ?? '').replace(/\.ts$/, '')
}

const show = (imports: Import[]): string[] => imports.map(({ from, to }) => `${from} → ${to}`)
const worker = sourcesBelow('worker')
const workerImports = worker.flatMap(importsOf)

describe('imports run one way', () => {
  it('a folder of worker/ imports only from those below it', () => {
    const wrong = workerImports.filter(({ from, to }) => {
      if (!to.startsWith('worker/') || layerOf(from) === layerOf(to)) return false
      return !(MAY_IMPORT[layerOf(from)] ?? []).includes(layerOf(to))
    })
    expect(show(wrong), RULE).toEqual([])
  })

  it('every folder of worker/ has its rule', () => {
    const unknown = [...new Set(worker.map(layerOf))].filter((layer) => !(layer in MAY_IMPORT))
    expect(unknown, RULE).toEqual([])
  })

  it('the domain is pure: no package, no platform, no clock, no chance', () => {
    const domain = worker.filter((file) => file.startsWith('worker/domain/'))
    expect(show(domain.flatMap(importsOf).filter(({ to }) => !to.startsWith('worker/domain/'))), RULE).toEqual([])
    const impure =
      /\bDate\.now\b|new Date\(\)|Math\.random|randomUUID|getRandomValues|\bfetch\(|performance\.|setTimeout/
    expect(
      domain.filter((file) => impure.test(readFileSync(join(ROOT, file), 'utf8'))),
      RULE,
    ).toEqual([])
  })

  it('only the object, the workflow, the entry and the SMTP socket touch cloudflare:*', () => {
    const allowed = ['worker/account/tenant-object.ts', 'worker/index.ts', 'worker/sync/import-workflow.ts']
    allowed.push('worker/mail/transports/smtp-socket.ts')
    const wrong = workerImports.filter(({ from, to }) => to.startsWith('cloudflare:') && !allowed.includes(from))
    expect(show(wrong), RULE).toEqual([])
  })

  it('only the stub lookup names objects, and only config reads the environment', () => {
    const naming = worker.filter((file) => /getByName|idFromName/.test(readFileSync(join(ROOT, file), 'utf8')))
    expect(naming, RULE).toEqual(['worker/account/stub.ts'])
    const reading = worker.filter((file) =>
      /env\.[A-Z_]*(TOKEN|SECRET|KEY|KEYS|URL|BASE|ENVIRONMENT)\b/.test(readFileSync(join(ROOT, file), 'utf8')),
    )
    expect(reading, RULE).toEqual(['worker/config.ts'])
  })

  it('read-model functions take a database, never the environment', () => {
    const wrong = worker.filter(
      (file) =>
        file.startsWith('worker/readmodel/') && /\b(Env|Bindings)\b/.test(readFileSync(join(ROOT, file), 'utf8')),
    )
    expect(wrong, RULE).toEqual([])
  })

  it('the Stripe SDK is loaded when it is needed, never with the webhook path', () => {
    const wrong = workerImports.filter(({ from, to }) => {
      const typeOnly = new RegExp(`import type [^']*'${to}'`).test(readFileSync(join(ROOT, from), 'utf8'))
      return to === 'stripe' && !typeOnly && from !== 'worker/stripe/client.ts'
    })
    expect(show(wrong), RULE).toEqual([])
    expect(readFileSync(join(ROOT, 'worker/stripe/client.ts'), 'utf8')).not.toMatch(/^import (?!type)[^\n]*'stripe'/m)
  })

  it('Liquid is loaded when a mail is written, never with the webhook path', () => {
    const engine = 'worker/mail/liquid/'
    const outside = worker.filter((file) => !file.startsWith(engine))
    const early = /^(import|export) (?!type)[^']*'(liquidjs|\.\/liquid\/[^']*|[^']*mail\/liquid\/[^']*)'/m
    expect(
      outside.filter((file) => early.test(readFileSync(join(ROOT, file), 'utf8'))),
      RULE,
    ).toEqual([])
  })

  it('nothing of the product imports tests or scripts', () => {
    const product = [...workerImports, ...sourcesBelow('dashboard').flatMap(importsOf)]
    expect(show(product.filter(({ to }) => /^(test|scripts)\//.test(to))), RULE).toEqual([])
  })
})

describe('the dashboard', () => {
  const imports = sourcesBelow('dashboard').flatMap(importsOf)

  it('takes types and the pure domain from the Worker, nothing else', () => {
    const wrong = imports.filter(({ from, to }) => {
      if (!to.startsWith('worker/') || to.startsWith('worker/domain/')) return false
      const source = readFileSync(join(ROOT, from), 'utf8')
      return !new RegExp(`import type [^']*'[^']*${to.split('/').at(-1)}'`, 's').test(source)
    })
    expect(show(wrong), RULE).toEqual([])
  })

  it('runs app → features → components and lib; features never import each other', () => {
    const order: Record<string, number> = { app: 3, features: 2, components: 1, lib: 0 }
    const wrong = imports.filter(({ from, to }) => {
      const [, fromFolder = '', fromFeature] = from.split('/')
      const [root, toFolder = '', toFeature] = to.split('/')
      if (root !== 'dashboard' || !(fromFolder in order) || !(toFolder in order)) return false
      if (fromFolder === 'features' && toFolder === 'features') return fromFeature !== toFeature
      return (order[toFolder] ?? 0) > (order[fromFolder] ?? 0)
    })
    expect(show(wrong), RULE).toEqual([])
  })
})

describe('sizes', () => {
  it('no source file is above 250 lines', () => {
    const files = ['worker', 'dashboard', 'scripts', 'test/sandbox'].flatMap(sourcesBelow)
    const long = files.filter((file) => readFileSync(join(ROOT, file), 'utf8').split('\n').length > 251)
    expect(long, 'split it, or say why in docs/decisions/').toEqual([])
  })
})
