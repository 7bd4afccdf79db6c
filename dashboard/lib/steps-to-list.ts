import type { HistoryState } from '@tanstack/react-router'

/** For a link to another view of a page that was opened from a list: the list is one step further away from there. */
export function oneStepFurther(state: HistoryState): HistoryState {
  return state.stepsToList ? { ...state, stepsToList: state.stepsToList + 1 } : state
}
