import { useEffect, useRef, useState } from 'react'
import { MAX_JSON_IN_ADDRESS, type SimulatorSearch } from './simulator-search.ts'

/**
 * The inputs as they are typed. The address follows them, a little later than keys are pressed; where it changes by itself
 * they follow it. JSON that is too long for an address stays here.
 */
export function useInputs(
  search: SimulatorSearch,
  onSearch: (search: SimulatorSearch) => void,
): [SimulatorSearch, (next: SimulatorSearch) => void] {
  const [inputs, setInputs] = useState(search)
  const own = useRef(new Set<string>())
  const shown = useRef(canonical(search))
  const arrived = canonical(search)

  // biome-ignore lint/correctness/useExhaustiveDependencies: `arrived` stands for the search
  useEffect(() => {
    if (arrived === shown.current) return
    shown.current = arrived
    if (!own.current.delete(arrived)) setInputs(search)
  }, [arrived])

  function change(next: SimulatorSearch) {
    setInputs(next)
    const isLong = (next.json?.length ?? 0) > MAX_JSON_IN_ADDRESS
    const told = isLong ? { ...next, json: '' } : next
    own.current.add(canonical(told))
    onSearch(told)
  }

  return [inputs, change]
}

function canonical(search: SimulatorSearch): string {
  const set = Object.entries(search).filter(([, value]) => value !== undefined)
  return JSON.stringify(set.sort(([a], [b]) => a.localeCompare(b)))
}
