import type { ObjectSighting } from '../domain/decide.ts'
import type { JsonObject } from '../domain/json.ts'
import type { Held, Sighting } from '../domain/ordering.ts'
import type { ObjectRef, ObjectType } from '../domain/stripe-object.ts'
import { progressOf } from '../stripe/progress.ts'
import { mayReturn } from '../stripe/sighting.ts'

/** A Stripe object as it is held now: the whole object of the sighting that won. */
export interface HeldObject {
  objectId: string
  objectType: ObjectType
  /** Grows with every write, so that a late projection never overtakes a newer one. */
  rev: number
  winner: Sighting
  /** Keys of the other sightings of the winner's second. */
  rivals: string[]
}

export function rowToHeldObject(row: Record<string, SqlStorageValue>): HeldObject {
  const objectType = row.type as ObjectType
  const object = JSON.parse(row.body as string) as JsonObject
  return {
    objectId: row.id as string,
    objectType,
    rev: row.rev as number,
    rivals: JSON.parse(row.rivals as string) as string[],
    winner: {
      key: row.key as string,
      at: row.at as number,
      kind: row.kind as Sighting['kind'],
      gone: row.gone === 1,
      mayReturn: mayReturn(objectType),
      object,
      previous: row.previous === null ? null : (JSON.parse(row.previous as string) as JsonObject),
      progress: progressOf(objectType, object),
    },
  }
}

/** Ids are unique within a type only: products and prices may have ids of the account's own choice. */
export function readObject(sql: SqlStorage, objectType: ObjectType, objectId: string): HeldObject | null {
  const row = sql.exec('SELECT * FROM objects WHERE type = ?1 AND id = ?2', objectType, objectId).toArray()[0]
  return row ? rowToHeldObject(row) : null
}

/** Also a tombstone is held: it need not be asked for again. */
export function holdsObject(sql: SqlStorage, { objectType, objectId }: ObjectRef): boolean {
  return sql.exec('SELECT 1 FROM objects WHERE type = ?1 AND id = ?2', objectType, objectId).toArray().length > 0
}

export interface ObjectKey {
  objectType: string
  objectId: string
}

/** By type and id, for a rebuild of D1. */
export function listObjects(sql: SqlStorage, after: ObjectKey, limit: number): HeldObject[] {
  return sql
    .exec(
      'SELECT * FROM objects WHERE (type, id) > (?1, ?2) ORDER BY type, id LIMIT ?3',
      after.objectType,
      after.objectId,
      limit,
    )
    .toArray()
    .map(rowToHeldObject)
}

/** Other sightings are read again only where `sighting` shares the stored second. */
export function heldFor(
  stored: HeldObject | null,
  sighting: ObjectSighting,
  readRival: (key: string) => Sighting | null,
): Held | null {
  if (!stored) return null
  const rivals = stored.winner.at === sighting.at ? stored.rivals.map(readRival).filter((rival) => rival !== null) : []
  return { winner: stored.winner, contenders: [stored.winner, ...rivals] }
}

export function writeObject(sql: SqlStorage, held: Omit<HeldObject, 'rev'>): void {
  const { winner, objectType, objectId, rivals } = held
  sql.exec(
    `INSERT INTO objects (id, type, at, key, kind, gone, rev, rivals, previous, body)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, 1, ?7, ?8, ?9)
     ON CONFLICT (type, id) DO UPDATE SET at = excluded.at, key = excluded.key, kind = excluded.kind,
       gone = excluded.gone, rev = objects.rev + 1, rivals = excluded.rivals, previous = excluded.previous, body = excluded.body`,
    objectId,
    objectType,
    winner.at,
    winner.key,
    winner.kind,
    Number(winner.gone),
    JSON.stringify(rivals),
    winner.previous === null ? null : JSON.stringify(winner.previous),
    JSON.stringify(winner.object),
  )
}
