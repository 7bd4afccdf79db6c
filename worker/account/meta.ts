/** Small facts the object keeps about itself. */
export type MetaKey =
  | 'tenant'
  /** The last inbox seq that the drain has read, and the last that D1 has. */
  | 'drained_seq'
  | 'projected_seq'
  /** Development only. */
  | 'clock_offset_ms'
  /** The last inbox seq whose payload retention has removed, and the last whose row it has. */
  | 'payloads_pruned_seq'
  | 'rows_pruned_seq'
  /** While D1 is rebuilt: how far, as JSON. */
  | 'rebuild'
  /** The link to a Stripe account, as JSON; its credential is sealed. */
  | 'link'
  /** The first event that came by webhook of the Stripe account that is linked; `before`: nobody noted it. */
  | 'first_event'
  /** Events up to this inbox seq are of a Stripe account that was connected before. */
  | 'former_seq'
  /** Stripe's second up to which its list of events was compared. */
  | 'caught_up_to'
  /** What a person has changed of the settings, and segments, as JSON; and the revision of it that D1 has. */
  | 'rules'
  | 'rules_projected_rev'
  /** The rules that customers were derived by last, so that a change of the deployment's is noticed. */
  | 'rules_in_force'
  /** Numbers given to customers, and to Stripe customers that wait. */
  | 'customer_number'
  | 'unmatched_number'
  /** Numbers given to runs, and to what people write. */
  | 'run_number'
  | 'document_number'
  /** How many days before renewals and ends of trials automations ask for, as JSON. */
  | 'reminder_days'
  /** All deliveries up to this number are settled, or wait for a moment of their own. */
  | 'delivery_floor'
  /** When runs and deliveries were last looked through for what is too old, ms. */
  | 'deliveries_retained_ms'
  /** Grows with every turn that counts something; what D1 has of it. */
  | 'tally_state'
  /** Grows with every turn that marks something dirty. */
  | 'dirty_mark'
  /** The last movement that D1 has. */
  | 'movement_projected_seq'
  /** The recompute under way, as JSON. */
  | 'recompute'
  /** Stripe objects were held before there were customers, and none were made of them yet. */
  | 'upgrade'

export function readMeta(sql: SqlStorage, key: MetaKey): string | null {
  return sql.exec<{ value: string }>('SELECT value FROM meta WHERE key = ?1', key).toArray()[0]?.value ?? null
}

export function writeMeta(sql: SqlStorage, key: MetaKey, value: string | number): void {
  sql.exec(
    'INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    key,
    String(value),
  )
}

export function deleteMeta(sql: SqlStorage, key: MetaKey): void {
  sql.exec('DELETE FROM meta WHERE key = ?1', key)
}

export function readMetaNumber(sql: SqlStorage, key: MetaKey): number {
  return Number(readMeta(sql, key) ?? 0)
}
