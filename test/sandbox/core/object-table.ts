import { freeze } from './freeze.ts'

/** Objects older than all that a table stores, made when they are asked for. Index 0 is the oldest. */
export interface OlderBlock<T> {
  readonly count: number
  /** Seconds; never less than that of the index before. */
  createdAt(index: number): number
  idAt(index: number): string
  /** Null for an id of another origin. */
  indexOf(id: string): number | null
  build(index: number): T
}

/** Seconds, both included. */
export interface CreatedRange {
  min: number
  max: number
}

export const ANY_TIME: CreatedRange = { min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY }

/**
 * The objects of one kind in the order they were made; pages of a list cost what they show, not what they skip. Positions
 * below zero belong to older blocks, whose objects are stored only once they change.
 */
export class ObjectTable<T extends { id: string }> {
  private readonly order: string[] = []
  private readonly times: number[] = []
  private readonly positions = new Map<string, number>()
  private readonly objects = new Map<string, T>()
  private readonly removed = new Set<number>()
  private readonly blocks: { block: OlderBlock<T>; base: number }[] = []
  private lowest = 0

  get size(): number {
    return this.order.length - this.lowest - this.removed.size
  }

  get(id: string): T | undefined {
    const stored = this.objects.get(id)
    if (stored) return stored
    const position = this.blocks.length > 0 ? this.positionOf(id) : undefined
    return position === undefined ? undefined : this.at(position)
  }

  /** Throws for an id that is not here: a bug in the caller, not bad input. */
  need(id: string): T {
    const object = this.get(id)
    if (!object) throw new Error(`The sandbox has no object ${id}.`)
    return object
  }

  put(object: T): T {
    const known = this.positionOf(object.id)
    // What was removed and is made again is as young as anything.
    if (known === undefined || this.removed.has(known)) this.append(object.id, createdOf(object))
    this.objects.set(object.id, freeze(object))
    return object
  }

  remove(id: string): void {
    const position = this.positionOf(id)
    if (position === undefined) return
    this.objects.delete(id)
    this.removed.add(position)
  }

  /** True also for objects that were removed again. */
  knew(id: string): boolean {
    return this.positionOf(id) !== undefined
  }

  /** Puts a block below everything else; its objects must not be younger than what is here. */
  addOlder(block: OlderBlock<T>): void {
    this.lowest -= block.count
    this.blocks.push({ block, base: this.lowest })
  }

  /** When the oldest object was made; null for an empty table. */
  oldestTime(): number | null {
    return this.lowest === this.order.length ? null : this.timeAt(this.lowest)
  }

  /** How many there are of that time. */
  countOf(range: CreatedRange): number {
    const [low, high] = this.window(range)
    let count = Math.max(high - low, 0)
    for (const position of this.removed) if (position >= low && position < high) count -= 1
    return count
  }

  /** Newest first, starting after the given id; removed objects are left out but still serve as a cursor. */
  *newestFirst(after?: string, range = ANY_TIME): Generator<T> {
    const [low, high] = this.window(range)
    const start = after === undefined ? high : Math.min(high, this.positionOf(after) ?? this.lowest)
    for (let position = start - 1; position >= low; position -= 1) {
      const object = this.at(position)
      if (object) yield object
    }
  }

  /** Oldest first among those made after the given id: what `ending_before` walks. */
  *oldestFirst(after?: string, range = ANY_TIME): Generator<T> {
    const [low, high] = this.window(range)
    const start = after === undefined ? low : Math.max(low, (this.positionOf(after) ?? this.order.length) + 1)
    for (let position = start; position < high; position += 1) {
      const object = this.at(position)
      if (object) yield object
    }
  }

  /** What is not in older blocks, as JSON; `restore` takes it back once the blocks are there. */
  snapshot(): TableSnapshot {
    return {
      ids: this.order,
      times: this.times,
      objects: [...this.objects.values()],
      removed: [...this.removed],
    }
  }

  restore({ ids, times, objects, removed }: TableSnapshot): void {
    ids.forEach((id, index) => {
      this.append(id, times[index] ?? 0)
    })
    for (const object of objects as T[]) this.objects.set(object.id, freeze(object))
    for (const position of removed) this.removed.add(position)
  }

  private append(id: string, time: number): void {
    this.positions.set(id, this.order.length)
    this.order.push(id)
    this.times.push(Math.max(time, this.times.at(-1) ?? time))
  }

  private at(position: number): T | undefined {
    if (this.removed.has(position)) return undefined
    if (position >= 0) return this.objects.get(this.order[position] as string)
    const { block, base } = this.blockAt(position)
    return this.objects.get(block.idAt(position - base)) ?? block.build(position - base)
  }

  private timeAt(position: number): number {
    if (position >= 0) return this.times[position] as number
    const { block, base } = this.blockAt(position)
    return block.createdAt(position - base)
  }

  private positionOf(id: string): number | undefined {
    const stored = this.positions.get(id)
    if (stored !== undefined) return stored
    for (const { block, base } of this.blocks) {
      const index = block.indexOf(id)
      if (index !== null) return base + index
    }
    return undefined
  }

  private blockAt(position: number) {
    const found = this.blocks.find(({ base }) => position >= base)
    if (!found) throw new RangeError(`The table has no position ${position}.`)
    return found
  }

  /** The positions of that time: from the first (included) to the last (excluded). */
  private window({ min, max }: CreatedRange): [number, number] {
    const low = min === ANY_TIME.min ? this.lowest : this.firstFrom((time) => time >= min)
    const high = max === ANY_TIME.max ? this.order.length : this.firstFrom((time) => time > max)
    return [low, high]
  }

  private firstFrom(reached: (time: number) => boolean): number {
    let low = this.lowest
    let high = this.order.length
    while (low < high) {
      const middle = Math.floor((low + high) / 2)
      if (reached(this.timeAt(middle))) high = middle
      else low = middle + 1
    }
    return low
  }
}

export interface TableSnapshot {
  ids: readonly string[]
  times: readonly number[]
  objects: readonly unknown[]
  removed: readonly number[]
}

function createdOf(object: object): number {
  const { created } = object as { created?: unknown }
  return typeof created === 'number' ? created : 0
}
