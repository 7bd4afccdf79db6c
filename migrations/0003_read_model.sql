-- The read model. One writer: the account object's alarm. It can be rebuilt from the objects at any time.
-- WITHOUT ROWID with natural keys, so that an event costs two written rows here and an object one.
CREATE TABLE events (
  account_id TEXT NOT NULL,
  mode TEXT NOT NULL,
  seq INTEGER NOT NULL,               -- arrival order within the tenant; the list's cursor
  id TEXT NOT NULL,
  type TEXT NOT NULL,
  created INTEGER NOT NULL,           -- Stripe's seconds
  received_at INTEGER NOT NULL,       -- ms
  processed_at INTEGER,               -- ms
  api_version TEXT,
  source TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('pending', 'processed', 'ignored', 'unmatched', 'parked')),
  stale INTEGER NOT NULL DEFAULT 0,
  duplicates INTEGER NOT NULL DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0,
  error TEXT,
  stripe_object_id TEXT,
  stripe_customer_id TEXT,
  rev INTEGER NOT NULL DEFAULT 0,               -- grows with each change, so that a late projection never wins
  notes TEXT NOT NULL DEFAULT '[]',   -- JSON array of sentences
  changes TEXT NOT NULL DEFAULT '[]', -- JSON array of Change
  payload TEXT,                       -- the event's JSON; null once retention has removed it
  PRIMARY KEY (account_id, mode, seq)
) WITHOUT ROWID;

CREATE UNIQUE INDEX events_by_id ON events (account_id, mode, id);

-- What waits for a person is found without reading the rest; it costs a row only for events that are parked.
CREATE INDEX events_parked ON events (account_id, mode, seq) WHERE outcome = 'parked';

CREATE TABLE products (
  account_id TEXT NOT NULL,
  mode TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,           -- Stripe's seconds of the event that set it
  event_id TEXT,
  deleted INTEGER NOT NULL DEFAULT 0,
  rev INTEGER NOT NULL DEFAULT 0,
  name TEXT NOT NULL,
  description TEXT,
  active INTEGER NOT NULL,
  default_price TEXT,
  created INTEGER,
  PRIMARY KEY (account_id, mode, id)
) WITHOUT ROWID;

CREATE TABLE prices (
  account_id TEXT NOT NULL,
  mode TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  event_id TEXT,
  deleted INTEGER NOT NULL DEFAULT 0,
  rev INTEGER NOT NULL DEFAULT 0,
  product TEXT,
  nickname TEXT,
  active INTEGER NOT NULL,
  currency TEXT NOT NULL,
  unit_amount INTEGER,                -- minor units; null when tiered, custom or a fraction of a minor unit
  unit_amount_decimal TEXT,
  price_type TEXT NOT NULL,
  billing_scheme TEXT NOT NULL,
  recurring_interval TEXT,
  recurring_interval_count INTEGER,
  usage_type TEXT,
  created INTEGER,
  PRIMARY KEY (account_id, mode, id)
) WITHOUT ROWID;

CREATE TABLE stripe_customers (
  account_id TEXT NOT NULL,
  mode TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  event_id TEXT,
  deleted INTEGER NOT NULL DEFAULT 0,
  rev INTEGER NOT NULL DEFAULT 0,
  email TEXT,
  name TEXT,
  currency TEXT,
  delinquent INTEGER NOT NULL DEFAULT 0,
  created INTEGER,
  PRIMARY KEY (account_id, mode, id)
) WITHOUT ROWID;

CREATE TABLE subscriptions (
  account_id TEXT NOT NULL,
  mode TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  event_id TEXT,
  deleted INTEGER NOT NULL DEFAULT 0,
  rev INTEGER NOT NULL DEFAULT 0,
  stripe_customer_id TEXT,
  status TEXT NOT NULL,
  currency TEXT,
  items TEXT NOT NULL,                -- JSON [{id, price, product, quantity}]
  current_period_end INTEGER,         -- seconds; the earliest of its items
  trial_end INTEGER,
  cancel_at INTEGER,
  cancel_at_period_end INTEGER NOT NULL DEFAULT 0,
  canceled_at INTEGER,
  ended_at INTEGER,
  created INTEGER,
  PRIMARY KEY (account_id, mode, id)
) WITHOUT ROWID;
