A table that is decomposed: what concerns which of its parts a statement touches.

## columns of the first part
SELECT name, region FROM accounts WHERE id > 1 ORDER BY id
## columns of the second part
SELECT opened, balance FROM accounts WHERE balance > 15 ORDER BY id
## the key alone
SELECT id FROM accounts ORDER BY id DESC
## a column of each
SELECT a.region, a.opened FROM accounts a WHERE a.name = 'Ada'
## groups by a column of each part
SELECT region, opened, count(*) FROM accounts GROUP BY region, opened ORDER BY 1, 2
## an outer join that finds no row
SELECT t.id, a.name, a.balance FROM transfers t LEFT JOIN accounts a ON a.id = t.account_id AND a.balance > 15 ORDER BY t.id
## locked in both
SELECT name, balance FROM accounts WHERE id = 2 FOR UPDATE
## locked by a column of the second part
SELECT balance FROM accounts WHERE balance > 15 ORDER BY id FOR SHARE
## locked among others
SELECT a.balance, t.amount FROM accounts a JOIN transfers t ON t.account_id = a.id ORDER BY t.id FOR UPDATE OF a
## as JSON
SELECT row_to_json(a) FROM accounts a ORDER BY id
## a subquery in a condition
SELECT t.id FROM transfers t WHERE EXISTS (SELECT FROM accounts a WHERE a.id = t.account_id AND a.opened IS NULL) ORDER BY 1
## a set operation
SELECT name FROM accounts WHERE balance > 15 UNION SELECT region FROM accounts ORDER BY 1
## update of the first part
UPDATE accounts SET region = 'west' WHERE name LIKE '%e%'
## update of the first part with RETURNING of its own
UPDATE accounts a SET region = 'west' WHERE name LIKE '%e%' RETURNING a.id, region
## update of the second part
UPDATE accounts SET opened = '2026-12-24' WHERE region = 'north'
## update of the second part by itself
# with date 2026-11-11 | int 2
UPDATE accounts SET opened = ? WHERE id = ?
## update of what only the one table has
UPDATE accounts AS a SET legacy = 'x' WHERE a.id < 3
## update of a renamed column of the second part
UPDATE accounts SET due = '2026-12-24' WHERE id = 2
## update of a renamed column of the second part by a parameter
# with date 2026-11-11 | int 2
UPDATE accounts SET due = ? WHERE id = ?
## update of a renamed column of the second part by its stored value
UPDATE accounts SET due = due + 1, opened = due WHERE id < 4
## update of a renamed column to a value of another type
UPDATE accounts SET due = 12 WHERE id = 2
## update of a renamed column of the first part to a number
UPDATE accounts SET name = 12, due = NULL WHERE id = 2
## update of both parts
# with text west | date 2026-11-11 | int 2
UPDATE accounts SET region = ?, opened = ? WHERE id = ?
## update of both parts with RETURNING of both
UPDATE accounts AS a SET region = 'west', opened = opened + 1 WHERE id < 4 RETURNING a.id, a.region, opened, balance
## update with RETURNING star
UPDATE accounts SET opened = NULL WHERE id = 3 RETURNING *
## update to a default
UPDATE accounts SET region = DEFAULT, opened = DEFAULT WHERE id = 1 RETURNING *
## update of a row assignment
UPDATE accounts SET (region, opened) = ('west', NULL) WHERE id = 1
## update of what cannot be
UPDATE accounts SET name = NULL WHERE id = 1
## update that is too long
UPDATE accounts SET name = '12345678901234567890123456789012345678901', opened = NULL WHERE id = 1
## update with generated keys
# keys id, balance
UPDATE accounts SET region = 'west' WHERE id = 2
## update that joins twice the same row
UPDATE accounts SET opened = '2026-05-05', region = 'seen' FROM transfers t WHERE t.account_id = accounts.id
## batch of updates of both parts
# with text a | date 2026-01-11 | int 1
# with text b | date 2026-02-22 | int 2
# with text c | date 2026-02-22 | int 4711
UPDATE accounts SET region = ?, opened = ? WHERE id = ?
## insert of the first part alone
INSERT INTO accounts (name) VALUES ('Eve') RETURNING id, name, region, balance
## insert of the second part too
# with text Eve | date 2026-02-22
# with text Fay | null null
INSERT INTO accounts (name, opened) VALUES (?, ?)
## insert of defaults
INSERT INTO accounts (id, name, region) VALUES (DEFAULT, 'Eve', DEFAULT) RETURNING *
## insert of a value of another type
INSERT INTO accounts (name, opened) VALUES ('Eve', 7)
## insert from a query of constants
INSERT INTO accounts (name, region, opened) SELECT 'Eve', 'x', '2026-02-22' RETURNING opened
## insert from a query with WITH
WITH v (n) AS (VALUES ('Eve'), ('Fay')) INSERT INTO accounts (name, balance) SELECT n, 4.44 FROM v
## insert into a column that is not there
INSERT INTO accounts (nothing) VALUES (1)
## update of a column that is not there
UPDATE accounts SET nothing = 1
## delete by a column of each part
DELETE FROM accounts WHERE region IS NULL AND balance > 50
## delete of everything
DELETE FROM accounts
## delete with RETURNING star
DELETE FROM accounts WHERE balance IS NULL RETURNING *
## an update in WITH
WITH changed AS (UPDATE accounts SET region = 'w', opened = NULL WHERE id < 3 RETURNING id, balance) SELECT * FROM changed ORDER BY id
## an update in WITH that returns nothing
WITH changed AS (UPDATE accounts SET opened = NULL WHERE id < 3) SELECT count(*) FROM transfers
## an insert in WITH
WITH added AS (INSERT INTO accounts (name, balance) VALUES ('Eve', 3) RETURNING id, name) SELECT name FROM added
## a write below WITH
WITH few AS (SELECT id FROM accounts WHERE balance > 15) UPDATE accounts SET opened = '2026-09-09' WHERE id IN (SELECT id FROM few)
## upsert by the key
# with int 2 | text Eve | date 2026-02-22
# with int 61 | text Fay | date 2026-03-22
INSERT INTO accounts (id, name, opened) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name, opened = EXCLUDED.opened
## upsert of the first part
INSERT INTO accounts (id, name, balance) VALUES (1, 'Eve', 5), (61, 'Fay', 6) ON CONFLICT (id) DO UPDATE SET name = accounts.name || EXCLUDED.name WHERE accounts.region = 'north' RETURNING *
## upsert under a condition that skips
INSERT INTO accounts AS a (id, name, balance) VALUES (2, 'Eve', 5), (62, 'Fay', 6) ON CONFLICT (id) DO UPDATE SET balance = EXCLUDED.balance WHERE a.region = 'north' RETURNING a.id, a.balance
## upsert of the same row twice
INSERT INTO accounts (id, name) VALUES (61, 'Fay'), (61, 'Eve') ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name
## insert of what is not there
INSERT INTO accounts (id, name, balance) VALUES (1, 'Eve', 5), (61, 'Fay', 6), (61, 'Gil', 7) ON CONFLICT (id) DO NOTHING RETURNING id, balance
## upsert of a default key
INSERT INTO accounts (name, balance) VALUES ('Eve', 5) ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name RETURNING id, balance
## upsert of a constant that both parts get
INSERT INTO accounts (id, name) VALUES (1, 'Eve') ON CONFLICT (id) DO UPDATE SET region = 'west'
## upsert of what the other part is computed from
INSERT INTO accounts (id, name, region) VALUES (1, 'Eve', 'west') ON CONFLICT (id) DO UPDATE SET region = EXCLUDED.region
