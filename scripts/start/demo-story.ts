import { createRandom } from '../../test/sandbox/core/random.ts'
import { type RunningSandbox, seedDemo } from '../../test/sandbox/index.ts'
import { readDemoRecord, writeDemoRecord } from './demo-record.ts'
import type { StateFolder } from './state-folder.ts'

/** Chance that the story's ids come from: the same in every start. */
export const DEMO_SEED = 'billhook demo'

const CLOCK_CHECK_MS = 1_000

/**
 * Has the sandbox, which lives in memory, live through its story. Later starts on the same state folder tell the same
 * story, ending at the same second and with the same ids, so that Billhook meets customers it knows and duplicates, not
 * doubles; then they come to the present, with ids of their own from there on. Answers how to stop recording the clock.
 */
export async function liveThroughStory(sandbox: RunningSandbox, state: StateFolder): Promise<() => void> {
  const { stripe } = sandbox
  const known = readDemoRecord(state)
  const { starts, storyEnd, leadSeconds } = known ?? { starts: 0, storyEnd: realSeconds(), leadSeconds: 0 }
  stripe.setTime(storyEnd)
  seedDemo(stripe)
  Object.assign(stripe.random, createRandom(`${DEMO_SEED} ${starts}`))
  writeDemoRecord(state, { starts: starts + 1, storyEnd, leadSeconds })
  await sandbox.advance(leadSeconds) // ahead of the real present, to which this brings it too
  return recordLead(sandbox, state)
}

/** `sandbox -- clock advance` moves Billhook's clock too, which Billhook remembers; so must we. */
function recordLead({ stripe }: RunningSandbox, state: StateFolder): () => void {
  const timer = setInterval(() => {
    const record = readDemoRecord(state)
    const leadSeconds = stripe.now() - realSeconds()
    // The two clocks tick at different moments; only a jump counts.
    if (record && Math.abs(leadSeconds - record.leadSeconds) > 2) writeDemoRecord(state, { ...record, leadSeconds })
  }, CLOCK_CHECK_MS)
  timer.unref()
  return () => clearInterval(timer)
}

function realSeconds(): number {
  return Math.floor(Date.now() / 1_000)
}
