/** A map that knows, of keys that were never set, what follows from elsewhere. Only what was set is iterated. */
export class DerivedMap<V> extends Map<string, V> {
  private readonly sources: ((key: string) => V | undefined)[] = []

  addSource(source: (key: string) => V | undefined): void {
    this.sources.push(source)
  }

  override get(key: string): V | undefined {
    if (this.has(key)) return super.get(key)
    for (const source of this.sources) {
      const value = source(key)
      if (value !== undefined) return value
    }
    return undefined
  }
}
