// Plain JavaScript that any Node can read: it checks what TypeScript and the tasks need before loading them, so that a
// missing install or an old Node gets a sentence and not a stack trace.
import { existsSync } from 'node:fs'

const MIN = [22, 18]
const TASKS = {
  start: './start.ts',
  test: './test.ts',
  bench: '../test/bench/run.ts',
  sandbox: '../test/sandbox/cli.ts',
  deploy: './deploy.ts',
}

function stop(message, code) {
  console.error(message)
  process.exit(code)
}

const [task, ...args] = process.argv.slice(2)
if (!(task in TASKS)) stop(`Unknown task "${task}": one of ${Object.keys(TASKS).join(', ')}.`, 2)

if (!existsSync(new URL('../node_modules/wrangler/package.json', import.meta.url)))
  stop('Dependencies are missing: run `npm ci` first (without --omit=dev).', 1)

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < MIN[0] || (major === MIN[0] && minor < MIN[1]))
  stop(
    `Billhook needs Node ${MIN.join('.')} or newer and found ${process.versions.node}: run \`npm ci\` without --ignore-scripts, which brings Node 24 into node_modules, then start it with npm.`,
    1,
  )

process.argv.splice(2, process.argv.length, ...args)
await import(TASKS[task])
