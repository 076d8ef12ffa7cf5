A table that is decomposed, for an application that names its parts.

## everything of the first part
SELECT * FROM ledger.account_core ORDER BY id
## everything of the second part
SELECT * FROM ledger.account_money ORDER BY id
## both parts joined
SELECT c.full_name, m.cents FROM ledger.account_core c JOIN ledger.account_money m ON m.id = c.id ORDER BY c.id
## both parts joined by USING
SELECT id, region, opened FROM ledger.account_core JOIN ledger.account_money USING (id) ORDER BY id
## a condition over a renamed column
# with text Ada
SELECT id, region_code FROM ledger.account_core WHERE full_name = ?
## a condition over a computed column
# with long 1500
SELECT id, cents FROM ledger.account_money WHERE cents > ? ORDER BY cents
## locked
SELECT cents FROM ledger.account_money WHERE id = 2 FOR UPDATE
## a column of the other part
SELECT opened FROM ledger.account_core
## a column of the old shape
SELECT balance FROM ledger.account_money
## the table of the old shape
SELECT * FROM accounts
## an unqualified column that another part has too, in the old shape
SELECT region FROM ledger.account_core, ledger.account_money WHERE account_core.id = account_money.id ORDER BY account_core.id
## groups
SELECT region, count(*) FROM ledger.account_core GROUP BY region ORDER BY 1
## as JSON
SELECT row_to_json(m) FROM ledger.account_money m ORDER BY id
## copy out
SELECT m.* FROM ledger.account_money m ORDER BY id
## update of the first part
UPDATE ledger.account_core SET full_name = upper(full_name), region = 'west' WHERE id < 3
## update of the second part
# with long 77 | int 2
UPDATE ledger.account_money SET cents = ? WHERE id = ?
## update of the second part with RETURNING
UPDATE ledger.account_money SET cents = cents + 1, opened = '2026-12-24' WHERE cents IS NOT NULL RETURNING *
## update that joins both parts
UPDATE ledger.account_money m SET currency = 'USD' FROM ledger.account_core c WHERE c.id = m.id AND c.region = 'north' RETURNING m.id, c.full_name
## update of nothing
UPDATE ledger.account_money SET cents = 1 WHERE id = 4711
## update of what cannot be
UPDATE ledger.account_core SET full_name = NULL WHERE id = 1
## update of a column of the other part
UPDATE ledger.account_core SET cents = 1
## batch of updates
# with long 1 | int 1
# with long 2 | int 2
# with long 3 | int 4711
UPDATE ledger.account_money SET cents = ? WHERE id = ?
## insert of both parts
INSERT INTO ledger.account_core (id, full_name, region) VALUES (60, 'Eve', 'east')
;;
INSERT INTO ledger.account_money (id, cents, opened) VALUES (60, 1234, '2026-02-22')
## insert of both parts by parameters
# with int 60 | text Eve
INSERT INTO ledger.account_core (id, full_name) VALUES (?, ?)
;;
# with int 60 | long 99
INSERT INTO ledger.account_money (id, cents) VALUES (?, ?)
## insert with a generated key
INSERT INTO ledger.account_core (full_name) VALUES ('Eve') RETURNING id, region
;;
INSERT INTO ledger.account_money (id, cents) VALUES (5, 50) RETURNING *
## insert of several rows
INSERT INTO ledger.account_core (id, full_name) VALUES (60, 'Eve'), (61, 'Fay')
;;
INSERT INTO ledger.account_money VALUES (60, '2026-02-22', 5, 'USD'), (61, NULL, NULL, DEFAULT)
## insert from a query
INSERT INTO ledger.account_core (id, full_name, region) SELECT id + 100, full_name, region FROM ledger.account_core WHERE id < 3
;;
INSERT INTO ledger.account_money (id, cents, opened) SELECT id + 100, cents, opened FROM ledger.account_money WHERE id < 3
## insert of all columns of the first part
INSERT INTO ledger.account_core VALUES (60, 'south', 'Eve', 'so')
;;
INSERT INTO ledger.account_money (id) VALUES (60)
## insert of the second part with RETURNING of what was
INSERT INTO ledger.account_core (id, full_name) VALUES (60, 'Eve')
;;
INSERT INTO ledger.account_money (id, cents) VALUES (60, 7) RETURNING id, old.cents
## insert with generated keys
# keys id
# with text Eve
INSERT INTO ledger.account_core (full_name) VALUES (?)
;;
# keys id, currency
# with int 5 | long 3
INSERT INTO ledger.account_money (id, cents) VALUES (?, ?)
## batch of inserts
# with int 60 | text Eve
# with int 61 | text Fay
INSERT INTO ledger.account_core (id, full_name) VALUES (?, ?)
;;
# with int 60 | long 3
# with int 61 | long 4
INSERT INTO ledger.account_money (id, cents) VALUES (?, ?)
## insert of a row of the first part that is there
INSERT INTO ledger.account_core (id, full_name) VALUES (1, 'Eve')
## insert of a row of the second part that is there
INSERT INTO ledger.account_money (id, cents) VALUES (1, 7)
## insert of a name that is too long
INSERT INTO ledger.account_core (full_name) VALUES ('12345678901234567890123456789012345678901')
## insert of a column of the other part
INSERT INTO ledger.account_core (id, full_name, cents) VALUES (60, 'Eve', 4)
## upsert of the first part
INSERT INTO ledger.account_core (id, full_name) VALUES (1, 'Eve') ON CONFLICT (id) DO UPDATE SET full_name = account_core.full_name || EXCLUDED.full_name RETURNING *
## upsert of the second part
# with int 1 | long 7
# with int 2 | long 8
INSERT INTO ledger.account_money (id, cents) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET cents = EXCLUDED.cents
## upsert of a new row
INSERT INTO ledger.account_core (id, full_name) VALUES (60, 'Eve') ON CONFLICT (id) DO UPDATE SET full_name = EXCLUDED.full_name
;;
INSERT INTO ledger.account_money (id, cents) VALUES (60, 5) ON CONFLICT (id) DO UPDATE SET cents = EXCLUDED.cents RETURNING id, cents, currency
## insert of what is not there
INSERT INTO ledger.account_core (id, full_name) VALUES (1, 'Eve'), (60, 'Fay') ON CONFLICT DO NOTHING
;;
INSERT INTO ledger.account_money (id, cents) VALUES (1, 5), (60, 6) ON CONFLICT (id) DO NOTHING RETURNING id, cents
## delete of both parts, the second first
DELETE FROM ledger.account_money WHERE id = 4
;;
DELETE FROM ledger.account_core WHERE id = 4
## delete of both parts by a condition over the second
DELETE FROM ledger.account_money USING ledger.account_core c WHERE c.id = account_money.id AND c.region = 'north'
;;
DELETE FROM ledger.account_core WHERE region = 'north' RETURNING id, full_name
## delete of the first part, which takes the second along
DELETE FROM ledger.account_core WHERE id IN (2, 3)
## delete and insert again
DELETE FROM ledger.account_money WHERE id = 4
;;
DELETE FROM ledger.account_core WHERE id = 4
;;
INSERT INTO ledger.account_core (id, full_name) VALUES (4, 'Eve')
;;
INSERT INTO ledger.account_money (id, cents) VALUES (4, 1)
## the second part is replaced
DELETE FROM ledger.account_money WHERE id = 1
;;
INSERT INTO ledger.account_money (id, cents) VALUES (1, 4242)
## batch of deletes
# with int 3
# with int 4
# with int 4711
DELETE FROM ledger.account_core WHERE id = ?
## a write in WITH
WITH changed AS (UPDATE ledger.account_money SET cents = 0 WHERE id < 3 RETURNING id) SELECT c.full_name FROM ledger.account_core c JOIN changed USING (id) ORDER BY 1
## a delete in WITH
WITH gone AS (DELETE FROM ledger.account_core WHERE id = 4 RETURNING id) SELECT * FROM gone
## insert of a second part without the first
INSERT INTO ledger.account_money (id, cents) VALUES (60, 5)
## several in one transaction
INSERT INTO ledger.account_core (id, full_name) VALUES (70, 'Eve')
;;
UPDATE ledger.account_core SET region = 'west' WHERE id = 70
;;
INSERT INTO ledger.account_money (id, cents) VALUES (70, 3)
;;
UPDATE ledger.account_money SET cents = cents * 2, currency = 'USD' WHERE id = 70
;;
SELECT id, full_name, region, cents, currency FROM ledger.account_core JOIN ledger.account_money USING (id) WHERE id = 70
## update of the key
UPDATE ledger.account_core SET id = 100 WHERE id = 4
## merge
MERGE INTO ledger.account_money USING (VALUES (1, 5)) AS v (id, n) ON v.id = account_money.id WHEN MATCHED THEN UPDATE SET cents = v.n
## truncate
TRUNCATE ledger.account_money
## an upsert that computes
INSERT INTO ledger.account_money (id, cents) VALUES (1, 5) ON CONFLICT (id) DO UPDATE SET cents = account_money.cents + EXCLUDED.cents
## insert into both parts at once
WITH added AS (INSERT INTO ledger.account_core (id, full_name) VALUES (60, 'Eve') RETURNING id) INSERT INTO ledger.account_money (id, cents) SELECT id, 5 FROM added
## insert of a part without the key
INSERT INTO ledger.account_money (cents) VALUES (5)
## delete of the second part with generated keys
# keys id, cents
DELETE FROM ledger.account_money WHERE id = 4
;;
DELETE FROM ledger.account_core WHERE id = 4
## delete of the second part with RETURNING
DELETE FROM ledger.account_money WHERE id = 4 RETURNING *
;;
DELETE FROM ledger.account_core WHERE id = 4
