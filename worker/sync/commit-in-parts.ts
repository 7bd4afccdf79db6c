import type { AccountRpc, PageAnswer, PageCommit, Snapshot } from '../account/rpc.ts'
import type { Tenant } from '../domain/ids.ts'

/** A call carries 32 MiB at most, in UTF-8; a character is up to three bytes. */
const MAX_CHARS = 6_000_000

/** Hands a page over. What is too much for one call goes ahead in parts; if the page is read again, so are these. */
export async function commitInParts(
  object: AccountRpc,
  tenant: Tenant,
  epoch: number,
  page: PageCommit,
): Promise<PageAnswer> {
  const parts = partsOf(page.objects)
  for (const part of parts.slice(0, -1)) await object.ingestSnapshots(tenant, epoch, part)
  return object.commitPage(tenant, { ...page, objects: parts.at(-1) ?? [] })
}

function partsOf(objects: Snapshot[]): Snapshot[][] {
  const parts: Snapshot[][] = []
  let length = Number.POSITIVE_INFINITY
  for (const object of objects) {
    const chars = JSON.stringify(object.object).length
    if (length + chars > MAX_CHARS) {
      parts.push([])
      length = 0
    }
    parts.at(-1)?.push(object)
    length += chars
  }
  return parts
}
