import type { FilterImplOptions, Liquid } from 'liquidjs'
import { toValue } from 'liquidjs'
import type { Reader } from '../words.ts'
import { dateFilters } from './date-filters.ts'
import { moneyFilters } from './money-filters.ts'

export type FilterHandler = Extract<FilterImplOptions, (...args: never[]) => unknown>
export type FilterSelf = ThisParameterType<FilterHandler>

/** Money, dates and words as the reader writes them. What is missing stays missing, so that `default` can follow. */
export function registerFilters(engine: Liquid, reader: Reader): void {
  const filters: Record<string, FilterHandler> = {
    ...moneyFilters(reader),
    ...dateFilters(reader),
    pluralize: (count, one, many) => (Math.abs(Number(toValue(count))) === 1 ? one : many),
    titlecase(value) {
      const text = toValue(value)
      if (typeof text !== 'string') return text
      this.context.memoryLimit.use(text.length)
      return titleCase(text, reader.locale)
    },
  }
  for (const [name, handler] of Object.entries(filters)) engine.registerFilter(name, handler)
}

/** `ada LOVELACE` → `Ada Lovelace`; words of mixed case, such as McQueen, are left as they are. */
function titleCase(text: string, locale: string): string {
  return text.replace(/[\p{L}\p{M}\p{N}'’]+/gu, (word) => {
    const lower = word.toLocaleLowerCase(locale)
    if (word !== lower && word !== word.toLocaleUpperCase(locale)) return word
    const [first = '', ...rest] = lower
    return first.toLocaleUpperCase(locale) + rest.join('')
  })
}
