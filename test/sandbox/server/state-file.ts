import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { restoreSite, type SiteSnapshot, takeSiteSnapshot } from '../core/site/site-snapshot.ts'
import type { SandboxSite, SiteOptions } from '../core/site.ts'

const CHECK_MS = 2_000

/** What was saved, or null for a first start; a file that cannot be read is an error that names it. */
export function loadState(path: string, options: SiteOptions): SandboxSite | null {
  if (!existsSync(path)) return null
  try {
    return restoreSite(JSON.parse(readFileSync(path, 'utf8')) as SiteSnapshot, options)
  } catch (error) {
    throw new Error(`The sandbox cannot go on from ${path} (${(error as Error).message}): delete it to begin anew.`)
  }
}

function saveState(path: string, site: SandboxSite): void {
  mkdirSync(dirname(path), { recursive: true })
  // Renamed into place: a reader, or a crash, never meets half a file.
  writeFileSync(`${path}.new`, JSON.stringify(takeSiteSnapshot(site)), { mode: 0o600 })
  renameSync(`${path}.new`, path)
}

/** Saves whenever something has happened and then been quiet for a moment; the answer ends that with a last save. */
export function keepState(path: string, site: SandboxSite, onLog?: (line: string) => void): () => void {
  const mark = () => {
    const ids = site.branches().map(({ stripe }) => stripe.idCount)
    return `${ids.join()} ${site.keys.all().length} ${site.lead} ${site.random.state().join()}`
  }
  const save = () => {
    try {
      saveState(path, site)
    } catch (error) {
      onLog?.(`the sandbox's state was not saved to ${path}: ${(error as Error).message}`)
    }
  }
  let saved = mark()
  let seen = saved
  const timer = setInterval(() => {
    const current = mark()
    if (current !== saved && current === seen) {
      save()
      saved = current
    }
    seen = current
  }, CHECK_MS)
  timer.unref()
  return () => {
    clearInterval(timer)
    save()
  }
}
