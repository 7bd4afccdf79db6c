import { createApi } from './start/api.ts'
import { startCronLoop } from './start/cron-loop.ts'
import { startDeployment } from './start/deployment.ts'
import { parseStartOptions, type StartOptions } from './start/options.ts'
import { watchParent } from './start/parent-watch.ts'
import { takeOver } from './start/predecessor.ts'
import { createProgress } from './start/progress.ts'
import { createServices } from './start/services.ts'
import { readSettings } from './start/settings.ts'
import { openStateFolder, removeRunRecord, writeRunRecord } from './start/state-folder.ts'
import { stopOnce } from './start/stop.ts'
import { printSummary } from './start/summary.ts'
import { readWranglerToml } from './start/worker-config.ts'
import { ROOT } from './wrangler.ts'

// npm tells where it was called; it runs scripts in the project's root.
const cwd = process.env.INIT_CWD ?? process.cwd()
const options = parseStartOptions(process.argv.slice(2), { cwd, root: ROOT })
if (!options.ok) {
  process.stderr.write(`${options.error}\n`)
  process.exit(2)
}

const progress = createProgress()
const stop = stopOnce(progress)
try {
  await start(options.value)
} catch (error) {
  await stop.after(error)
}

async function start({ port, stateDir, demo }: StartOptions): Promise<void> {
  watchParent(() => void stop.because('npm has ended'))
  const state = openStateFolder(stateDir)
  const toml = readWranglerToml(ROOT)
  const { values, devVars } = await readSettings(ROOT, { port, toml })
  await takeOver(state, port, { onWait: () => progress.line('  Waiting for what runs there to stop …') })
  writeRunRecord(state, { pid: process.pid, port, groupIds: [] })
  stop.add(() => removeRunRecord(state))
  const services = createServices(state)
  stop.add(services.stopAll)

  const stripe = demo
    ? await progress.step('Starting the Stripe sandbox', async () => (await import('./start/demo.ts')).startDemo(state))
    : null
  if (stripe) stop.add(stripe.close)
  const deployment = await startDeployment({
    ...{ state, toml, port, services, progress },
    // The sandbox posts to the Worker itself, as Stripe would, not through the dashboard.
    variablesAt: (workerUrl) =>
      stripe ? { STRIPE_API_BASE: stripe.sandboxUrl, WEBHOOK_BASE_URL: workerUrl, ...values } : values,
    onDeath: (error) => void stop.after(error),
  })
  stop.add(
    startCronLoop({
      crons: toml.triggers?.crons ?? [],
      workerUrl: deployment.workerUrl,
      onFailure: (cron, reason) => progress.warn(`Cron "${cron}" failed: ${reason}`),
    }),
  )
  const api = createApi({ url: deployment.workerUrl, adminToken: values.ADMIN_TOKEN ?? '' })
  if (stripe) {
    const imported = await progress.step('Connecting and importing the demo account', () =>
      stripe.connect(api, deployment.workerUrl),
    )
    progress.line(`  ${imported}`)
  }
  await printSummary(progress, {
    ...{ api, state, devVars },
    publicBaseUrl: values.PUBLIC_BASE_URL ?? deployment.url,
    sandboxUrl: stripe?.sandboxUrl ?? null,
  })
}
