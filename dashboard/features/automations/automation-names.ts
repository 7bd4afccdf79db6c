export interface Named {
  id: string
  name: string
}

export interface TemplateChoice extends Named {
  isPublished: boolean
}

/** What automations name by id, as other parts of the dashboard call it; empty until it is there. */
export interface AutomationNames {
  products: readonly Named[]
  prices: readonly Named[]
  segments: readonly Named[]
  stages: readonly string[]
  packages: readonly string[]
  templates: readonly TemplateChoice[]
  endpoints: readonly Named[]
  /** The only currency of all prices; null where there are several, or none. */
  currency: string | null
}

export const NO_NAMES: AutomationNames = {
  ...{ products: [], prices: [], segments: [], stages: [], packages: [], templates: [], endpoints: [] },
  currency: null,
}

/** Its name, or the id where nothing is known of it. */
export function nameOf(known: readonly Named[], id: string): string {
  return known.find((one) => one.id === id)?.name ?? id
}
