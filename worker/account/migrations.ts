/** Append-only: a recorded prefix that differs stops the object, because its tables are not what the code believes. */
export const MIGRATIONS: readonly { id: string; sql: string }[] = [
  {
    id: '001_inbox',
    sql: `
      CREATE TABLE meta (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

      CREATE TABLE inbox (
        seq INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL CHECK (kind IN ('event', 'snapshot', 'command')),
        type TEXT NOT NULL,
        created INTEGER NOT NULL,
        received_at INTEGER NOT NULL,
        processed_at INTEGER,
        source TEXT NOT NULL,
        api_version TEXT,
        object_id TEXT,
        stripe_customer_id TEXT,
        outcome TEXT NOT NULL DEFAULT 'pending'
          CHECK (outcome IN ('pending', 'processed', 'ignored', 'unmatched', 'parked')),
        stale INTEGER NOT NULL DEFAULT 0,
        duplicates INTEGER NOT NULL DEFAULT 0,
        attempts INTEGER NOT NULL DEFAULT 0,
        error TEXT,
        rev INTEGER NOT NULL DEFAULT 0,
        notes TEXT NOT NULL DEFAULT '[]',
        changes TEXT NOT NULL DEFAULT '[]',
        payload TEXT
      );

      CREATE TABLE objects (
        type TEXT NOT NULL,
        id TEXT NOT NULL,
        at INTEGER NOT NULL,
        key TEXT NOT NULL,
        kind TEXT NOT NULL,
        gone INTEGER NOT NULL,
        rev INTEGER NOT NULL,
        rivals TEXT NOT NULL,
        previous TEXT,
        body TEXT NOT NULL,
        PRIMARY KEY (type, id)
      ) WITHOUT ROWID;

      CREATE TABLE reprojections (seq INTEGER PRIMARY KEY);
      CREATE TABLE outbox (id INTEGER PRIMARY KEY, body TEXT NOT NULL);
      CREATE TABLE schedule (
        key TEXT NOT NULL PRIMARY KEY,
        due_at INTEGER NOT NULL,
        seq INTEGER NOT NULL
      ) WITHOUT ROWID;
      CREATE INDEX schedule_by_due ON schedule (due_at);
    `,
  },
  {
    id: '002_jobs_and_uses',
    sql: `
      CREATE TABLE jobs (
        id TEXT NOT NULL PRIMARY KEY,
        kind TEXT NOT NULL,
        status TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        rev INTEGER NOT NULL,
        projected_rev INTEGER NOT NULL DEFAULT 0,
        work TEXT NOT NULL
      ) WITHOUT ROWID;

      CREATE TABLE price_uses (
        price TEXT NOT NULL PRIMARY KEY,
        product TEXT,
        live INTEGER NOT NULL,
        rev INTEGER NOT NULL,
        projected_rev INTEGER NOT NULL DEFAULT 0
      ) WITHOUT ROWID;
      CREATE INDEX price_uses_dirty ON price_uses (price) WHERE projected_rev < rev;

      CREATE UNIQUE INDEX outbox_by_body ON outbox (body);
    `,
  },
  {
    id: '003_customers',
    sql: `
      ALTER TABLE inbox ADD COLUMN customer_id TEXT;

      CREATE TABLE customers (
        id TEXT NOT NULL PRIMARY KEY,
        rev INTEGER NOT NULL,
        due_at INTEGER,
        body TEXT NOT NULL
      ) WITHOUT ROWID;
      CREATE INDEX customers_by_due ON customers (due_at) WHERE due_at IS NOT NULL;

      CREATE TABLE payers (
        id TEXT NOT NULL PRIMARY KEY,
        customer_id TEXT,
        state TEXT NOT NULL CHECK (state IN ('linked', 'waiting', 'nobody', 'ignored')),
        rev INTEGER NOT NULL,
        waiting TEXT
      ) WITHOUT ROWID;
      CREATE INDEX payers_unlinked ON payers (id) WHERE customer_id IS NULL;
      CREATE INDEX payers_waiting ON payers (id) WHERE state = 'waiting';

      CREATE TABLE customer_keys (
        kind TEXT NOT NULL CHECK (kind IN ('user', 'email')),
        value TEXT NOT NULL,
        customer_id TEXT NOT NULL,
        PRIMARY KEY (kind, value, customer_id)
      ) WITHOUT ROWID;

      CREATE TABLE waits (
        type TEXT NOT NULL,
        id TEXT NOT NULL,
        what TEXT NOT NULL,
        PRIMARY KEY (type, id, what)
      ) WITHOUT ROWID;

      CREATE TABLE tallies (
        name TEXT NOT NULL PRIMARY KEY,
        n INTEGER NOT NULL,
        times INTEGER NOT NULL,
        rev INTEGER NOT NULL
      ) WITHOUT ROWID;

      CREATE TABLE movements (
        seq INTEGER PRIMARY KEY,
        customer_id TEXT NOT NULL,
        at INTEGER NOT NULL,
        kind TEXT NOT NULL,
        currency TEXT NOT NULL,
        amount INTEGER NOT NULL,
        input TEXT NOT NULL
      );
      CREATE INDEX movements_by_customer ON movements (customer_id);

      CREATE TABLE timeline_pages (
        customer_id TEXT NOT NULL,
        page INTEGER NOT NULL,
        entries TEXT NOT NULL,
        PRIMARY KEY (customer_id, page)
      ) WITHOUT ROWID;

      CREATE TABLE dirty (
        kind TEXT NOT NULL CHECK (kind IN ('customer', 'payer', 'page', 'movement', 'object')),
        id TEXT NOT NULL,
        mark INTEGER NOT NULL,
        PRIMARY KEY (kind, id)
      ) WITHOUT ROWID;
      CREATE INDEX dirty_by_mark ON dirty (mark);

      INSERT INTO meta (key, value) SELECT 'upgrade', 'objects' WHERE EXISTS (SELECT 1 FROM objects);
    `,
  },
  {
    id: '004_named_ids',
    // A check cannot be changed, only the table. `named`: own ids that a customer's Stripe customers name and it lacks.
    sql: `
      CREATE TABLE keys_of_customers (
        kind TEXT NOT NULL CHECK (kind IN ('user', 'email', 'named')),
        value TEXT NOT NULL,
        customer_id TEXT NOT NULL,
        PRIMARY KEY (kind, value, customer_id)
      ) WITHOUT ROWID;
      INSERT INTO keys_of_customers SELECT kind, value, customer_id FROM customer_keys;
      DROP TABLE customer_keys;
      ALTER TABLE keys_of_customers RENAME TO customer_keys;
    `,
  },
  {
    id: '005_customer_numbers',
    // A walk under way kept its place in another order, and begins anew.
    sql: `
      ALTER TABLE customers ADD COLUMN number INTEGER;
      UPDATE customers SET number = body ->> '$.number';
      CREATE UNIQUE INDEX customers_by_number ON customers (number);
      UPDATE meta SET value = json_set(value, '$.after', '')
      WHERE (key = 'recompute' AND value ->> '$.phase' = 'customers') OR (key = 'rebuild' AND value ->> '$.step' = 'customers');
    `,
  },
  {
    id: '006_automations',
    sql: `
      ALTER TABLE inbox ADD COLUMN runs TEXT NOT NULL DEFAULT '[]';

      CREATE TABLE documents (
        kind TEXT NOT NULL,
        id TEXT NOT NULL,
        number INTEGER NOT NULL,
        rev INTEGER NOT NULL,
        gone INTEGER NOT NULL DEFAULT 0,
        body TEXT NOT NULL,
        PRIMARY KEY (kind, id)
      ) WITHOUT ROWID;

      CREATE TABLE runs (
        key TEXT NOT NULL PRIMARY KEY,
        rev INTEGER NOT NULL,
        body TEXT NOT NULL
      ) WITHOUT ROWID;

      CREATE TABLE deliveries (
        number INTEGER PRIMARY KEY,
        status TEXT NOT NULL,
        due_at INTEGER,
        lane TEXT,
        rev INTEGER NOT NULL,
        body TEXT NOT NULL,
        message TEXT
      );
      CREATE INDEX deliveries_by_due ON deliveries (due_at) WHERE due_at IS NOT NULL;
      CREATE INDEX deliveries_by_lane ON deliveries (lane, number) WHERE lane IS NOT NULL;

      CREATE TABLE touched (
        seq INTEGER PRIMARY KEY,
        ids TEXT NOT NULL
      );
    `,
  },
  {
    id: '007_first_event',
    // Nobody is told that the first event came where many did.
    sql: "INSERT INTO meta (key, value) SELECT 'first_event', 'before' WHERE EXISTS (SELECT 1 FROM inbox WHERE kind = 'event');",
  },
]

/** Brings the object's tables up to `upTo` (default: the newest). Call in the constructor only. */
export function migrate(storage: DurableObjectStorage, migrations = MIGRATIONS, upTo = migrations.length): void {
  storage.transactionSync(() => {
    storage.sql.exec('CREATE TABLE IF NOT EXISTS migrations (id TEXT NOT NULL PRIMARY KEY) WITHOUT ROWID')
    const applied = storage.sql.exec<{ id: string }>('SELECT id FROM migrations ORDER BY id').toArray()
    applied.forEach(({ id }, at) => {
      if (migrations[at]?.id !== id)
        throw new Error(`Migration ${id} was applied here, but this code does not know it.`)
    })
    for (const migration of migrations.slice(applied.length, upTo)) {
      storage.sql.exec(migration.sql)
      storage.sql.exec('INSERT INTO migrations (id) VALUES (?1)', migration.id)
    }
  })
}
