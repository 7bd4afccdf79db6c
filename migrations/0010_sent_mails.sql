-- What a provider calls a mail that it took, so that what it says later of it finds its delivery.
CREATE TABLE sent_mails (
  provider_id TEXT NOT NULL PRIMARY KEY,
  account_id TEXT NOT NULL,
  mode TEXT NOT NULL,
  delivery_id TEXT NOT NULL,
  sent_at INTEGER NOT NULL            -- ms
) WITHOUT ROWID;
CREATE INDEX sent_mails_by_time ON sent_mails (sent_at);
