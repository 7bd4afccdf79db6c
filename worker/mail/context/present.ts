export type Present<T> = { [Key in keyof T]?: NonNullable<T[Key]> }

/** Without what is null or undefined: to a template, both are missing. */
export function present<T extends object>(values: T): Present<T> {
  const entries = Object.entries(values).filter(([, value]) => value !== null && value !== undefined)
  return Object.fromEntries(entries) as Present<T>
}
