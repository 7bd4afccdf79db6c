import { createStore } from './store.ts'

/** What was just done, told once in passing. Nothing that lasts or went wrong: that stands on its page. */
export interface Toast {
  id: number
  text: string
}

export const toast = createStore<Toast | null>(null)

let lastId = 0

/** Shows `text` for a few seconds; a newer one takes its place. */
export function showToast(text: string): void {
  lastId += 1
  toast.set({ id: lastId, text })
}
