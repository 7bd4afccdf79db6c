-- How a connection came about and how it fares. `epoch` grows with every connect and disconnect, so that work begun for
-- an earlier link is told from work for the present one.
ALTER TABLE connections ADD COLUMN epoch INTEGER NOT NULL DEFAULT 0;
-- The epoch that the present link was made in, as the object has it: a connect that was refused leaves it behind `epoch`.
ALTER TABLE connections ADD COLUMN link_epoch INTEGER NOT NULL DEFAULT 0;
ALTER TABLE connections ADD COLUMN key_last4 TEXT;              -- of a restricted key
ALTER TABLE connections ADD COLUMN scope TEXT;                  -- what OAuth granted
ALTER TABLE connections ADD COLUMN connected_at INTEGER;        -- ms
ALTER TABLE connections ADD COLUMN import_months INTEGER NOT NULL DEFAULT 12;
ALTER TABLE connections ADD COLUMN stripe_endpoint_id TEXT;     -- we_…, the endpoint that we made in their Stripe account
ALTER TABLE connections ADD COLUMN endpoint_status TEXT;        -- as last seen at Stripe: enabled, disabled, missing
ALTER TABLE connections ADD COLUMN missing_event_types TEXT NOT NULL DEFAULT '[]'; -- JSON, as last seen at Stripe
ALTER TABLE connections ADD COLUMN checked_at INTEGER;          -- ms, when endpoint and permissions were last looked at
ALTER TABLE connections ADD COLUMN permissions_checked_at INTEGER; -- ms; permissions are looked at once a day
-- Whose data the object holds: set once the object has taken the link, so that an interrupted connect is not mistaken for it.
ALTER TABLE connections ADD COLUMN data_of TEXT;                -- acct_…
-- A refused key stops reading, not receiving: 1 while verified events are still taken in although status is disconnected.
ALTER TABLE connections ADD COLUMN receives INTEGER NOT NULL DEFAULT 0;

-- we_…, the endpoint that Stripe told the secret for; null where a person added it.
ALTER TABLE signing_secrets ADD COLUMN stripe_endpoint_id TEXT;

-- What is wrong with a connection now, each with the moment it began (ms). A row goes away when its cause does.
CREATE TABLE connection_conditions (
  account_id TEXT NOT NULL,
  mode TEXT NOT NULL,
  code TEXT NOT NULL,
  since INTEGER NOT NULL,
  detail TEXT NOT NULL DEFAULT '{}',  -- JSON: what the sentence about it needs
  PRIMARY KEY (account_id, mode, code)
) WITHOUT ROWID;

-- An OAuth round trip under way: SHA-256 of its state, who began it, and what came back where a person must confirm.
CREATE TABLE oauth_states (
  state_hash TEXT NOT NULL PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES accounts (id),
  mode TEXT NOT NULL CHECK (mode IN ('test', 'live')),
  kind TEXT NOT NULL CHECK (kind IN ('app_oauth', 'connect_oauth')),
  member TEXT NOT NULL,               -- who began it; only they may finish it
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER,
  pending_id TEXT UNIQUE,             -- a grant that waits for a person's yes
  pending_sealed TEXT,                -- the grant, sealed
  pending_data_of TEXT                -- acct_…, whose data may go by that yes
) WITHOUT ROWID;

-- Jobs as each account object has them; written by its alarm, replaced by a higher rev only.
CREATE TABLE jobs (
  account_id TEXT NOT NULL,
  mode TEXT NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  status TEXT NOT NULL,
  created_at INTEGER NOT NULL,        -- ms
  finished_at INTEGER,
  rev INTEGER NOT NULL,
  record TEXT NOT NULL,               -- JSON: see worker/domain/job.ts
  PRIMARY KEY (account_id, mode, id)
) WITHOUT ROWID;

CREATE INDEX jobs_by_kind ON jobs (account_id, mode, kind, created_at);
CREATE INDEX jobs_by_time ON jobs (account_id, mode, created_at, id);

-- What runs is looked after by a cron, over all tenants.
CREATE INDEX jobs_open ON jobs (account_id, mode, id) WHERE finished_at IS NULL;

CREATE TABLE coupons (
  account_id TEXT NOT NULL,
  mode TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,           -- Stripe's seconds of what set it
  event_id TEXT,
  deleted INTEGER NOT NULL DEFAULT 0,
  rev INTEGER NOT NULL DEFAULT 0,
  name TEXT,
  valid INTEGER NOT NULL,
  duration TEXT NOT NULL,
  percent_off REAL,
  amount_off INTEGER,                 -- minor units of currency
  currency TEXT,
  created INTEGER,
  PRIMARY KEY (account_id, mode, id)
) WITHOUT ROWID;

ALTER TABLE prices ADD COLUMN tiers_mode TEXT;

-- Which prices a product has is asked for each product of the catalog.
CREATE INDEX prices_by_product ON prices (account_id, mode, product);

-- How many subscriptions that are not over have a price; kept by each account object.
CREATE TABLE price_uses (
  account_id TEXT NOT NULL,
  mode TEXT NOT NULL,
  price TEXT NOT NULL,
  product TEXT,
  live_subscriptions INTEGER NOT NULL,
  rev INTEGER NOT NULL,
  PRIMARY KEY (account_id, mode, price)
) WITHOUT ROWID;
