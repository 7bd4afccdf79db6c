-- Who exists and how Stripe reaches them. Written by requests of the operator, never by the account object.
CREATE TABLE accounts (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  created_at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE connections (
  account_id TEXT NOT NULL REFERENCES accounts (id),
  mode TEXT NOT NULL CHECK (mode IN ('test', 'live')),
  id TEXT NOT NULL UNIQUE,
  kind TEXT CHECK (kind IN ('restricted_key', 'app_oauth', 'connect_oauth', 'webhook_only')),
  status TEXT NOT NULL CHECK (status IN ('not_connected', 'connecting', 'importing', 'connected', 'degraded', 'disconnected')),
  reason TEXT,
  stripe_account_id TEXT,
  stripe_account_name TEXT,
  stripe_account_country TEXT,
  api_version TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, mode)
) WITHOUT ROWID;

-- One Stripe account feeds one tenant at a time; a disconnected link stays, so that its events are told apart from strangers'.
CREATE UNIQUE INDEX connections_by_stripe_account ON connections (stripe_account_id, mode)
  WHERE stripe_account_id IS NOT NULL AND status <> 'disconnected';

-- Secrets of the connection's own endpoint, /api/webhooks/stripe/{connection id}: AES-256-GCM, see worker/auth/sealed.ts.
-- valid_until (ms) is null for the current one.
CREATE TABLE signing_secrets (
  id TEXT NOT NULL PRIMARY KEY,
  connection_id TEXT NOT NULL REFERENCES connections (id),
  sealed TEXT NOT NULL,
  valid_until INTEGER,
  created_at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX signing_secrets_by_connection ON signing_secrets (connection_id);

-- Requests that were answered but not stored for a tenant, per hour (ms, start of the hour).
-- scope: "platform", "platform:test", "platform:live" or "acc_…:mode".
CREATE TABLE intake_counts (
  scope TEXT NOT NULL,
  reason TEXT NOT NULL,
  hour INTEGER NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (scope, reason, hour)
) WITHOUT ROWID;

INSERT INTO accounts (id, name, created_at) VALUES ('acc_default', 'Default account', unixepoch() * 1000);

INSERT INTO connections (account_id, mode, id, status, created_at, updated_at) VALUES
  ('acc_default', 'test', 'con_default_test', 'not_connected', unixepoch() * 1000, unixepoch() * 1000),
  ('acc_default', 'live', 'con_default_live', 'not_connected', unixepoch() * 1000, unixepoch() * 1000);
