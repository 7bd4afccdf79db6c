import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Miniflare } from 'miniflare'

export const WEBHOOK_SECRET = 'whsec_bench_0123456789'
export const ADMIN_TOKEN = 'bench_admin_token_0123456789'

export interface Deployment {
  url: URL
  /** A query of the read model that answers one number, as `n`. */
  countRows(query: string): Promise<number>
  stop(): Promise<void>
}

/** A fresh deployment of the product beside the floor, in one workerd; with `counting` its rows are counted. */
export async function startDeployment({
  counting = false,
  variables = {},
}: {
  counting?: boolean
  variables?: Record<string, string>
} = {}): Promise<Deployment> {
  const folder = await mkdtemp(join(tmpdir(), 'billhook-bench-'))
  const miniflare = new Miniflare({
    workers: [
      {
        config: {
          name: 'billhook-bench',
          compatibilityDate: '2026-08-04',
          manifest: {
            mainModule: 'entry.js',
            modules: { 'entry.js': { type: 'esm', contents: await bundle(join(folder, 'bundle')) } },
          },
          exports: {
            AccountObject: { type: 'durable-object', storage: 'sqlite' },
            FloorObject: { type: 'durable-object', storage: 'sqlite' },
            ImportWorkflow: { type: 'workflow', name: 'billhook-import' },
          },
          triggers: [{ type: 'queue', name: 'billhook-mail', maxBatchSize: 25, maxBatchTimeout: 1 }],
          env: {
            ACCOUNT: { type: 'durable-object', worker: 'billhook-bench', exportName: 'AccountObject' },
            FLOOR: { type: 'durable-object', worker: 'billhook-bench', exportName: 'FloorObject' },
            DB: { type: 'd1', id: 'billhook' },
            MAIL_QUEUE: { type: 'queue', name: 'billhook-mail' },
            WEBHOOK_QUEUE: { type: 'queue', name: 'billhook-webhooks' },
            SYNC_QUEUE: { type: 'queue', name: 'billhook-sync' },
            JOBS_QUEUE: { type: 'queue', name: 'billhook-jobs' },
            IMPORT: {
              type: 'workflow',
              name: 'billhook-import',
              worker: 'billhook-bench',
              exportName: 'ImportWorkflow',
            },
            ENVIRONMENT: text('production'),
            ADMIN_TOKEN: text(ADMIN_TOKEN),
            PUBLIC_BASE_URL: text('http://localhost'),
            ENCRYPTION_KEYS: text(`{"k1":"${Buffer.alloc(32, 7).toString('base64')}"}`),
            STRIPE_WEBHOOK_SECRET: text(WEBHOOK_SECRET),
            COUNTING: text(counting ? 'yes' : 'no'),
            ...Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, text(value)])),
          },
        },
      },
    ],
    resourcePersistencePath: join(folder, 'state'),
    cf: false,
  })
  const url = await miniflare.ready
  await applyMigrations(miniflare)
  return {
    url,
    async countRows(query) {
      const db = await miniflare.getD1Database('DB')
      return (await db.prepare(query).first<number>('n')) ?? 0
    },
    async stop() {
      await miniflare.dispose()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function text(value: string): { type: 'text'; value: string } {
  return { type: 'text', value }
}

async function bundle(outDir: string): Promise<string> {
  await promisify(execFile)(
    'wrangler',
    ['deploy', '--dry-run', '--outdir', outDir, '--config', 'test/bench/worker/wrangler.toml'],
    {
      env: {
        ...process.env,
        WRANGLER_SEND_METRICS: 'false',
        WRANGLER_HIDE_BANNER: 'true',
        CLOUDFLARE_CF_FETCH_ENABLED: 'false',
      },
    },
  )
  return readFile(join(outDir, 'entry.js'), 'utf8')
}

async function applyMigrations(miniflare: Miniflare): Promise<void> {
  const db = await miniflare.getD1Database('DB')
  for (const file of (await readdir('migrations')).sort()) {
    const sql = (await readFile(join('migrations', file), 'utf8')).replaceAll(/--.*$/gm, '')
    await db.batch(
      sql
        .split(';')
        .filter((statement) => statement.trim() !== '')
        .map((statement) => db.prepare(statement)),
    )
  }
}
