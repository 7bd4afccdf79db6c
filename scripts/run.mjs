// Checks the Node version before any TypeScript is loaded, so that an old Node gets a sentence and not a syntax error.
const MIN = [22, 18]
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < MIN[0] || (major === MIN[0] && minor < MIN[1])) {
  console.error(
    `Billhook needs Node ${MIN.join('.')} or newer and found ${process.versions.node}: run \`npm ci\` without --ignore-scripts, which brings Node 24 into node_modules.`,
  )
  process.exit(1)
}
const TASKS = {
  start: '../scripts/start.ts',
  test: '../scripts/test.ts',
  bench: '../test/bench/run.ts',
  sandbox: '../test/sandbox/cli.ts',
  deploy: '../scripts/deploy.ts',
}
const [task, ...args] = process.argv.slice(2)
if (!(task in TASKS)) {
  console.error(`Unknown task "${task}": one of ${Object.keys(TASKS).join(', ')}.`)
  process.exit(2)
}
process.argv.splice(2, process.argv.length, ...args)
await import(TASKS[task])
