A table whose copy has a larger key, another name for one column and another type for another one, and is partitioned.

## everything
SELECT * FROM accounts ORDER BY id
## columns by name
SELECT id, name, balance, region FROM accounts ORDER BY name
## a key by a parameter
# with int 2
SELECT id, name FROM accounts WHERE id = ?
## a key among several
# with int 1 | int 3
SELECT name FROM accounts WHERE id IN (?, ?) ORDER BY id
## arithmetic with the key
SELECT id + 1, id * 2, id::text, -id FROM accounts ORDER BY id DESC
## groups
SELECT id, name, count(*) FROM accounts GROUP BY id, name ORDER BY id
## USING of a renamed column, and a table without an alias
SELECT accounts.id, b.id, name FROM accounts JOIN accounts AS b USING (name) ORDER BY 1
## NATURAL JOIN with itself, and a table without an alias
SELECT count(*) FROM accounts NATURAL JOIN accounts AS b
## a join with itself
SELECT a.id, b.id FROM accounts a JOIN accounts b ON a.id = b.id + 1 ORDER BY 1
## a join with who refers to it
SELECT a.name, t.amount FROM accounts a JOIN transfers t ON t.account_id = a.id ORDER BY t.id
## a schema in front
SELECT accounts.name FROM accounts WHERE accounts.balance > 10 ORDER BY accounts.id
## insert with a generated key
INSERT INTO accounts (name, balance) VALUES ('Eve', 12.50)
## insert with RETURNING
INSERT INTO accounts (name, balance, region) VALUES ('Eve', 12.50, 'north'), ('Fay', NULL, NULL) RETURNING id, name, balance
## insert with RETURNING star
INSERT INTO accounts (id, name, balance) VALUES (77, 'Eve', 12.50) RETURNING *
## insert with generated keys
# keys id
# with text Eve
# with text Fay
INSERT INTO accounts (name) VALUES (?)
## insert with all generated keys
# keys auto
# with text Eve | numeric 7.77
INSERT INTO accounts (name, balance) VALUES (?, ?)
## insert of every column
INSERT INTO accounts VALUES (50, 'Eve', 1.25, 'south', '2026-01-05')
## insert from itself
INSERT INTO accounts (id, name, balance) SELECT id + 100, name, balance FROM accounts WHERE region = 'north'
## insert of a key that is there
INSERT INTO accounts (id, name) VALUES (1, 'Eve')
## insert of no name
INSERT INTO accounts (id) VALUES (60)
## insert of a name that is too long
INSERT INTO accounts (name) VALUES ('12345678901234567890123456789012345678901')
## upsert that inserts and updates
INSERT INTO accounts (id, name, balance) VALUES (1, 'Eve', 5), (61, 'Fay', 6) ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name, balance = accounts.balance + EXCLUDED.balance
## upsert that leaves rows out
INSERT INTO accounts (id, name) VALUES (1, 'Eve'), (62, 'Fay') ON CONFLICT DO NOTHING RETURNING id
## update of a renamed column
UPDATE accounts SET name = upper(name) WHERE region = 'north'
## update of a computed column
UPDATE accounts SET balance = balance * 2 + 1
## update of both with RETURNING
# with int 3
UPDATE accounts SET name = 'x' || name, balance = 99.99 WHERE id = ? RETURNING *
## update of nothing
UPDATE accounts SET name = 'x' WHERE id = 4711
## update of the key
UPDATE accounts SET id = id + 1000 WHERE region = 'north'
## update of every key
UPDATE accounts SET id = id + 1000
## update of every key that has transfers
UPDATE accounts SET id = accounts.id + 1000 FROM transfers t WHERE t.account_id = accounts.id AND t.id <> 2
## an outer join with who refers to it, by several comparisons
SELECT a.name, t.amount FROM accounts a LEFT JOIN transfers t ON t.account_id = a.id AND t.id <= a.id ORDER BY a.id, t.id
## who is referred to
SELECT a.id, name FROM accounts a WHERE a.id IN (SELECT account_id FROM transfers) OR a.id = (SELECT max(b.id) FROM accounts b) ORDER BY a.id
## update by who refers to it
UPDATE accounts a SET name = 'T' || t.id FROM transfers t WHERE a.id = t.account_id AND t.id > 1 RETURNING a.id, a.name
## delete of whom nobody refers to
DELETE FROM accounts a WHERE NOT EXISTS (SELECT FROM transfers t WHERE t.account_id = a.id) RETURNING id
## update of every key, joined without a condition
UPDATE accounts SET id = accounts.id + v.n FROM (VALUES (2000)) AS v (n)
## update of the key that shifts
UPDATE accounts SET id = id - 1 WHERE id < 3
## update of the key of a row that others refer to
UPDATE accounts SET id = 900 WHERE id = 1
## update from another table
UPDATE accounts SET balance = t.amount FROM transfers t WHERE t.account_id = accounts.id AND t.amount > 2
## update with a subquery
UPDATE accounts SET region = (SELECT max(region) FROM accounts b WHERE b.id < accounts.id)
## delete by the key
# with int 4
DELETE FROM accounts WHERE id = ?
## delete with RETURNING
DELETE FROM accounts WHERE id = 3 RETURNING id, name, balance
## delete with USING
DELETE FROM accounts USING transfers t WHERE t.amount > 100 AND t.account_id = accounts.id - 1
## delete of a row that others refer to
DELETE FROM accounts WHERE id = 1
## batch of deletes
# with int 3
# with int 4
# with int 4711
DELETE FROM accounts WHERE id = ?
## merge
MERGE INTO accounts USING (VALUES (1, 'Eve'), (63, 'Fay')) AS v (id, n) ON v.id = accounts.id
WHEN MATCHED THEN UPDATE SET name = v.n WHEN NOT MATCHED THEN INSERT (id, name) VALUES (v.id, v.n)
## merge that deletes
MERGE INTO accounts USING (VALUES (3), (4)) AS v (id) ON v.id = accounts.id WHEN MATCHED AND balance > 20 THEN DELETE
WHEN MATCHED THEN UPDATE SET balance = 0
## a write in WITH
WITH gone AS (DELETE FROM accounts WHERE id = 4 RETURNING *) INSERT INTO transfers (account_id, amount) SELECT 1, balance FROM gone
## several in one transaction
INSERT INTO accounts (id, name) VALUES (70, 'Eve')
;;
UPDATE accounts SET balance = 3 WHERE id = 70
;;
SELECT * FROM accounts WHERE id = 70 FOR UPDATE
;;
DELETE FROM accounts WHERE id = 70
;;
INSERT INTO accounts (id, name) VALUES (70, 'Fay')
## truncate
TRUNCATE accounts, transfers
