import { findFreePort } from '../../scripts/start/ports.ts'

/** A free port that no other run of the tests asks for meanwhile, and that the system gives to no connection. */
export function ownPort(): Promise<number> {
  return findFreePort(20_000 + (process.pid % 1_200) * 10)
}
