import { createStore } from './store.ts'

/** Whether the last request to the API got an answer; the shell's banner watches it. */
export const reachability = createStore(true)

export function reportReachable(reachable: boolean): void {
  reachability.set(reachable)
}
