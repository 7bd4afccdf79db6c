-- Who has a term that is counted (`stage:`, `access:`, `status:`, `plan:`, `package:`, `tag:`, `segment:`), 64 customers a
-- row: neighbours that get a term together cost one row, not one each. Words and ids stay in customer_terms.
CREATE TABLE term_blocks (
  account_id TEXT NOT NULL,
  mode TEXT NOT NULL,
  term TEXT NOT NULL,
  block INTEGER NOT NULL,             -- customers.number / 64
  numbers TEXT NOT NULL,              -- JSON array of customers.number, greatest first; never empty
  PRIMARY KEY (account_id, mode, term, block)
) WITHOUT ROWID;

INSERT INTO term_blocks (account_id, mode, term, block, numbers)
SELECT account_id, mode, term, number / 64, json_group_array(number ORDER BY number DESC)
FROM customer_terms WHERE substr(term, 1, instr(term, ':') - 1) NOT IN ('cus', 'user', 'word')
GROUP BY account_id, mode, term, number / 64;

DELETE FROM customer_terms WHERE substr(term, 1, instr(term, ':') - 1) NOT IN ('cus', 'user', 'word');
