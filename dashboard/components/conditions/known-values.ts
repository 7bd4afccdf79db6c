import { FIXED_VALUES } from './field-words.ts'

/** Values that are in use, by field, offered while typing. */
export type KnownValues = Readonly<Partial<Record<string, readonly string[]>>>

/** What may be meant by a value of this field; empty where it can be anything. */
export function suggestionsFor(field: string, known: KnownValues): readonly string[] {
  return FIXED_VALUES[field] ?? known[field] ?? []
}
