-- Development only: mails that went to the outbox up to this number are not shown any more. Written by requests.
CREATE TABLE dev_outbox (
  account_id TEXT NOT NULL,
  mode TEXT NOT NULL,
  cleared_number INTEGER NOT NULL,    -- of `deliveries`
  PRIMARY KEY (account_id, mode)
) WITHOUT ROWID;
