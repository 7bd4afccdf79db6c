import type { Snapshot } from '../../../worker/account/rpc.ts'
import type { Tenant } from '../../../worker/domain/ids.ts'
import type { JsonObject } from '../../../worker/domain/json.ts'
import { NOW } from '../../support/billing.ts'
import { rpc, settle } from '../account/tenant.ts'

/** As an import finds them, one page after the other. */
export async function imported(
  tenant: Tenant,
  ...objects: readonly (readonly [type: Snapshot['objectType'], object: JsonObject])[]
): Promise<void> {
  for (const [objectType, object] of objects) {
    const page = [{ objectType, objectId: String(object.id), object, asOf: NOW, source: 'import' } as Snapshot]
    await rpc(tenant).ingestSnapshots(tenant, 0, page)
  }
  await settle(tenant)
}
