/**
 * Rows as a turn sees them: read once, changed in memory, written once at its end. What one input changes is kept apart
 * until it is decided, so that an input that fails leaves nothing behind.
 */
export class Layered<V> {
  readonly #known = new Map<string, V | null>()
  readonly #changed = new Set<string>()
  readonly #open = new Map<string, V | null>()
  readonly #load: (key: string) => V | null

  constructor(load: (key: string) => V | null) {
    this.#load = load
  }

  get(key: string): V | null {
    const open = this.#open.get(key)
    if (open !== undefined) return open
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const loaded = this.#load(key)
    this.#known.set(key, loaded)
    return loaded
  }

  set(key: string, value: V | null): void {
    this.#open.set(key, value)
  }

  keep(): void {
    for (const [key, value] of this.#open) {
      this.#known.set(key, value)
      this.#changed.add(key)
    }
    this.#open.clear()
  }

  drop(): void {
    this.#open.clear()
  }

  /** What the inputs so far have changed; from now on it counts as written. */
  takeChanged(): [key: string, value: V | null][] {
    const changed = [...this.#changed].map((key): [string, V | null] => [key, this.#known.get(key) ?? null])
    this.#changed.clear()
    return changed
  }
}
