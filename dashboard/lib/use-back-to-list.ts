import { useRouter, useRouterState } from '@tanstack/react-router'
import type { MouseEvent } from 'react'
import { rememberOpenedRow } from './row-keys.ts'

/**
 * Leads from what the row `id` opened back to its list, as it was: going back keeps filters and scroll position.
 * `otherwise` is for a page that no list stands behind, such as that of a shared link; a click on a link leads there by itself.
 */
export function useBackToList(id: string, otherwise: () => void): (click?: MouseEvent) => void {
  const { history } = useRouter()
  const stepsToList = useRouterState({ select: ({ location }) => location.state.stepsToList ?? 0 })
  return (click) => {
    rememberOpenedRow(id)
    if (stepsToList > 0) {
      click?.preventDefault()
      history.go(-stepsToList)
    } else if (!click) otherwise()
  }
}
