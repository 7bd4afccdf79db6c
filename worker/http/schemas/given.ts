/** `T` where what is optional is there or left out, never undefined: as JSON has it. */
export type Given<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { [Key in keyof T]: Given<Exclude<T[Key], undefined>> }
    : T

/** For input that was read from JSON. */
export function given<T>(input: T): Given<T> {
  return input as Given<T>
}
