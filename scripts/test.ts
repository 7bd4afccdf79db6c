import { parseArgs, styleText } from 'node:util'
import { CHROMIUM_MISSING, findChromium } from './chromium.ts'
import { runCommand } from './run-command.ts'
import { wranglerCommand, wranglerEnv } from './wrangler.ts'

interface Step {
  title: string
  command: readonly string[]
  needsChromium?: true
}

const VITEST = [process.execPath, 'node_modules/vitest/vitest.mjs', 'run']

/** Cheap and telling first: what is wrong shows soon. The dashboard is built once, by `deploy`, before e2e serves it. */
const STEPS: Record<string, Step> = {
  types: {
    title: 'worker-configuration.d.ts says what wrangler.toml says',
    command: wranglerCommand('types', '--include-runtime=false', '--strict-vars=false', '--check'),
  },
  lint: { title: 'Formatting and lint (biome)', command: ['npm', 'run', 'lint'] },
  typecheck: { title: 'Types (tsc)', command: ['npm', 'run', 'typecheck'] },
  deploy: { title: 'A deployment, short of uploading it', command: ['npm', 'run', 'deploy', '--', '--dry-run'] },
  unit: { title: 'Rules and Worker (vitest)', command: VITEST },
  e2e: {
    title: 'Whole processes and browser (vitest, Chromium)',
    command: [...VITEST, '--config', 'test/e2e/vitest.config.ts'],
    needsChromium: true,
  },
}

const chosen = chooseSteps(process.argv.slice(2))
if (chosen.some(([, step]) => step.needsChromium) && !findChromium()) stop(CHROMIUM_MISSING, 1)
const startedAt = performance.now()
for (const [name, { title, command }] of chosen) {
  console.log(styleText('bold', `\n── ${name}: ${title}`))
  const exitCode = await runCommand(command, { env: wranglerEnv() })
  if (exitCode !== 0) stop(`\nFailed: ${name}. Alone: npm test -- --only ${name}`, 1)
}
const seconds = Math.round((performance.now() - startedAt) / 1_000)
console.log(`\nPassed in ${seconds} s: ${chosen.map(([name]) => name).join(', ')}.`)

/** `--only` may be given several times; the order stays that of STEPS. */
function chooseSteps(args: readonly string[]): [string, Step][] {
  const all = Object.entries(STEPS)
  const names = Object.keys(STEPS).join(', ')
  try {
    const { values } = parseArgs({ args: [...args], options: { only: { type: 'string', multiple: true } } })
    const unknown = values.only?.find((name) => !(name in STEPS))
    if (unknown !== undefined) stop(`Unknown step "${unknown}": one of ${names}.`, 2)
    return values.only ? all.filter(([name]) => values.only?.includes(name)) : all
  } catch (error) {
    return stop(`${(error as Error).message.split(/[.\n]/)[0]}. Flags: --only STEP (${names}).`, 2)
  }
}

function stop(message: string, exitCode: number): never {
  console.error(message)
  process.exit(exitCode)
}
