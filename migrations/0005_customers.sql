-- Customers as the account object derived them. `number` is the order of creation within the tenant and the list's cursor.
CREATE TABLE customers (
  account_id TEXT NOT NULL,
  mode TEXT NOT NULL,
  id TEXT NOT NULL,
  number INTEGER NOT NULL,
  rev INTEGER NOT NULL,
  merged_into TEXT,                   -- cust_…: another customer took this one over, and it is in no list any more
  mrr INTEGER,                        -- minor units of the greatest of its currencies; for sorting
  renewal_at INTEGER,                 -- seconds
  terms TEXT NOT NULL,                -- JSON array: what it is found by, see customer_terms
  body TEXT NOT NULL,                 -- JSON: StoredCustomer of worker/domain/customer.ts
  timeline TEXT NOT NULL DEFAULT '[]', -- JSON array of the newest TimelineEntry, oldest first
  timeline_pages INTEGER NOT NULL DEFAULT 0, -- how many full pages came before
  PRIMARY KEY (account_id, mode, id)
) WITHOUT ROWID;

-- Merged ones are in no list. Customers without a value stand in the other two as well: they come last there.
CREATE UNIQUE INDEX customers_by_number ON customers (account_id, mode, number) WHERE merged_into IS NULL;
CREATE INDEX customers_by_mrr ON customers (account_id, mode, mrr, number) WHERE merged_into IS NULL;
CREATE INDEX customers_by_renewal ON customers (account_id, mode, renewal_at, number) WHERE merged_into IS NULL;

-- What customers are found by: `stage:customer`, `access:active`, `status:past_due`, `plan:price_1`, `plan:prod_1`,
-- `package:pro`, `tag:vip`, `segment:seg_1`, `cus:cus_1`, `user:42`, `word:alice` (lower case; also the whole e-mail).
-- Those of merged customers are gone.
CREATE TABLE customer_terms (
  account_id TEXT NOT NULL,
  mode TEXT NOT NULL,
  term TEXT NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (account_id, mode, term, number)
) WITHOUT ROWID;

-- How many customers have a term (not for words and ids), and counts by hour: `events:2026112207`, `parked:…`, `unmatched:…`.
CREATE TABLE tallies (
  account_id TEXT NOT NULL,
  mode TEXT NOT NULL,
  name TEXT NOT NULL,
  n INTEGER NOT NULL,
  rev INTEGER NOT NULL,
  PRIMARY KEY (account_id, mode, name)
) WITHOUT ROWID;

-- Full pages of a customer's timeline, fifty entries each; the newest entries stand with the customer.
CREATE TABLE timeline_pages (
  account_id TEXT NOT NULL,
  mode TEXT NOT NULL,
  customer_id TEXT NOT NULL,
  page INTEGER NOT NULL,
  entries TEXT NOT NULL,              -- JSON array of TimelineEntry, oldest first
  PRIMARY KEY (account_id, mode, customer_id, page)
) WITHOUT ROWID;

-- The ledger of MRR: the sum of a customer's movements in a currency is its present MRR.
CREATE TABLE movements (
  account_id TEXT NOT NULL,
  mode TEXT NOT NULL,
  customer_id TEXT NOT NULL,
  seq INTEGER NOT NULL,               -- order within the tenant
  at INTEGER NOT NULL,                -- seconds
  kind TEXT NOT NULL,
  currency TEXT NOT NULL,
  amount INTEGER NOT NULL,            -- minor units, signed
  input TEXT NOT NULL,
  PRIMARY KEY (account_id, mode, customer_id, seq)
) WITHOUT ROWID;

-- The ledger by day (UTC), for figures over time.
CREATE TABLE mrr_days (
  account_id TEXT NOT NULL,
  mode TEXT NOT NULL,
  day TEXT NOT NULL,                  -- 2026-11-22
  currency TEXT NOT NULL,
  kind TEXT NOT NULL,
  amount INTEGER NOT NULL,
  movements INTEGER NOT NULL,
  rev INTEGER NOT NULL,
  PRIMARY KEY (account_id, mode, day, currency, kind)
) WITHOUT ROWID;

-- Stripe customers that wait for a person. A row stays after it was settled, with `open` 0.
CREATE TABLE unmatched (
  account_id TEXT NOT NULL,
  mode TEXT NOT NULL,
  stripe_customer_id TEXT NOT NULL,
  number INTEGER NOT NULL,            -- order of appearance
  rev INTEGER NOT NULL,
  open INTEGER NOT NULL,
  body TEXT NOT NULL,                 -- JSON: Unmatched of worker/domain/customer.ts
  PRIMARY KEY (account_id, mode, stripe_customer_id)
) WITHOUT ROWID;
CREATE INDEX unmatched_open ON unmatched (account_id, mode, number) WHERE open = 1;

-- What a person has changed, as the account object has it.
CREATE TABLE account_settings (
  account_id TEXT NOT NULL,
  mode TEXT NOT NULL,
  rev INTEGER NOT NULL,
  changed TEXT NOT NULL,              -- JSON: SettingsPatch of worker/domain/settings.ts
  segments TEXT NOT NULL,             -- JSON array of Segment, built-in ones left out
  clock_offset_ms INTEGER NOT NULL DEFAULT 0, -- how far the tenant's clock was moved; development only
  PRIMARY KEY (account_id, mode)
) WITHOUT ROWID;

ALTER TABLE events ADD COLUMN customer_id TEXT;  -- cust_…, whom the event was about when it was decided
