import { useQuery } from '@tanstack/react-query'
import { sessionQuery } from '../../features/session/get-session.ts'
import { SECTIONS, type Section } from './sections.ts'

/** The pages that this deployment has. */
export function useSections(): readonly Section[] {
  const { data: session } = useQuery(sessionQuery)
  const isDevelopment = session?.environment === 'development'
  return SECTIONS.filter(({ development }) => !development || isDevelopment)
}
