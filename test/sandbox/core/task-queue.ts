/** What falls due by the clock alone. The kinds are handled in due.ts. */
export type TaskKind =
  | 'announce_trial_end'
  | 'end_trial'
  | 'announce_invoice'
  | 'renew'
  | 'cancel_scheduled'
  | 'finalize_invoice'
  | 'retry_payment'
  | 'expire_incomplete'
  | 'resume_collection'
  | 'record_invoice_payment'
  | 'settle_charge'

export interface Task {
  /** Seconds of the sandbox clock. */
  at: number
  kind: TaskKind
  /** The object it concerns; a task whose object has moved on does nothing. */
  id: string
}

interface QueuedTask extends Task {
  sequence: number
}

/** A binary heap by time; tasks of one second run in the order they were added. */
export class TaskQueue {
  private readonly heap: QueuedTask[] = []
  private sequence = 0

  get size(): number {
    return this.heap.length
  }

  /** When the next task is due; null when nothing waits. */
  get nextAt(): number | null {
    return this.heap[0]?.at ?? null
  }

  add(task: Task): void {
    this.sequence += 1
    const entry = { ...task, sequence: this.sequence }
    let index = this.heap.push(entry) - 1
    while (index > 0) {
      const parent = (index - 1) >> 1
      const above = this.heap[parent] as QueuedTask
      if (!isBefore(entry, above)) break
      this.heap[index] = above
      index = parent
    }
    this.heap[index] = entry
  }

  /** In the order they are due. */
  all(): Task[] {
    return [...this.heap].sort((a, b) => (isBefore(a, b) ? -1 : 1)).map(({ at, kind, id }) => ({ at, kind, id }))
  }

  /** The first task due at `now` or earlier, taken out; null when there is none. */
  takeDue(now: number): Task | null {
    const first = this.heap[0]
    if (!first || first.at > now) return null
    const last = this.heap.pop() as QueuedTask
    if (this.heap.length > 0) this.sink(last)
    return first
  }

  private sink(entry: QueuedTask): void {
    let index = 0
    for (;;) {
      let child = 2 * index + 1
      const left = this.heap[child]
      if (!left) break
      const right = this.heap[child + 1]
      if (right && isBefore(right, left)) child += 1
      const smaller = this.heap[child] as QueuedTask
      if (!isBefore(smaller, entry)) break
      this.heap[index] = smaller
      index = child
    }
    this.heap[index] = entry
  }
}

function isBefore(a: QueuedTask, b: QueuedTask): boolean {
  return a.at === b.at ? a.sequence < b.sequence : a.at < b.at
}
