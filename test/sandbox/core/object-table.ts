import { freeze } from './freeze.ts'

/** The objects of one kind, in the order they were made; pages of a list cost what they show, not what they skip. */
export class ObjectTable<T extends { id: string }> {
  private readonly order: string[] = []
  private readonly positions = new Map<string, number>()
  private readonly objects = new Map<string, T>()

  get size(): number {
    return this.objects.size
  }

  get(id: string): T | undefined {
    return this.objects.get(id)
  }

  /** Throws for an id that is not here: a bug in the caller, not bad input. */
  need(id: string): T {
    const object = this.objects.get(id)
    if (!object) throw new Error(`The sandbox has no object ${id}.`)
    return object
  }

  put(object: T): T {
    if (!this.positions.has(object.id)) {
      this.positions.set(object.id, this.order.length)
      this.order.push(object.id)
    }
    this.objects.set(object.id, freeze(object))
    return object
  }

  remove(id: string): void {
    this.objects.delete(id)
  }

  /** True also for objects that were removed again. */
  knew(id: string): boolean {
    return this.positions.has(id)
  }

  /** The ids in the order they were made, removed ones included; `restore` takes them back. */
  ids(): readonly string[] {
    return this.order
  }

  /** Fills an empty table: the ids in their order, and the objects that are still there. */
  restore(ids: readonly string[], objects: readonly T[]): void {
    for (const id of ids) {
      this.positions.set(id, this.order.length)
      this.order.push(id)
    }
    for (const object of objects) this.put(object)
  }

  /** Newest first, starting after the given id; removed objects are left out but still serve as a cursor. */
  *newestFirst(after?: string): Generator<T> {
    const start = after === undefined ? this.order.length : (this.positions.get(after) ?? 0)
    for (let index = start - 1; index >= 0; index -= 1) {
      const object = this.objects.get(this.order[index] as string)
      if (object) yield object
    }
  }

  /** Oldest first among those made after the given id: what `ending_before` walks. */
  *oldestFirst(after?: string): Generator<T> {
    const start = after === undefined ? 0 : (this.positions.get(after) ?? this.order.length) + 1
    for (let index = start; index < this.order.length; index += 1) {
      const object = this.objects.get(this.order[index] as string)
      if (object) yield object
    }
  }
}
