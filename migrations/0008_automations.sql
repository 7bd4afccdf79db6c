-- What people write: automations, templates and their versions, endpoints, suppressed addresses.
CREATE TABLE documents (
  account_id TEXT NOT NULL,
  mode TEXT NOT NULL,
  kind TEXT NOT NULL,                 -- automation, template, template_version, endpoint, suppression, notice
  id TEXT NOT NULL,
  number INTEGER NOT NULL,            -- order of creation within the tenant
  rev INTEGER NOT NULL,
  gone INTEGER NOT NULL,
  body TEXT NOT NULL,                 -- JSON
  PRIMARY KEY (account_id, mode, kind, id)
) WITHOUT ROWID;

-- Automations that fired. The number stands in the id, so that neither order nor id needs an index.
CREATE TABLE runs (
  account_id TEXT NOT NULL,
  mode TEXT NOT NULL,
  number INTEGER NOT NULL,
  id TEXT NOT NULL,
  rev INTEGER NOT NULL,
  automation_id TEXT NOT NULL,
  customer_id TEXT NOT NULL,
  status TEXT NOT NULL,
  body TEXT NOT NULL,                 -- JSON: Run of worker/domain/automation/run.ts
  PRIMARY KEY (account_id, mode, number)
) WITHOUT ROWID;

-- Mails and outgoing webhooks.
CREATE TABLE deliveries (
  account_id TEXT NOT NULL,
  mode TEXT NOT NULL,
  number INTEGER NOT NULL,
  id TEXT NOT NULL,
  rev INTEGER NOT NULL,
  channel TEXT NOT NULL,
  status TEXT NOT NULL,
  recipient TEXT,                     -- address or URL, once it is known
  customer_id TEXT,
  automation_id TEXT,
  transport TEXT,
  body TEXT NOT NULL,                 -- JSON: Delivery of worker/domain/delivery/delivery.ts
  message TEXT,                       -- JSON: MailMessage, what was sent
  PRIMARY KEY (account_id, mode, number)
) WITHOUT ROWID;
-- What somebody has to look at.
CREATE INDEX deliveries_failed ON deliveries (account_id, mode, number) WHERE status IN ('failed', 'bounced', 'complained');

ALTER TABLE events ADD COLUMN runs TEXT NOT NULL DEFAULT '[]'; -- JSON array: ids of runs that it started
