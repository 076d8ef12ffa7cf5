A column that has moved to a related table, for an application that knows it there.

## all rows
SELECT * FROM clients ORDER BY id
## TABLE
TABLE clients
## the table that lost it
SELECT * FROM orders ORDER BY id
## columns, qualified and not
SELECT c.mail, name, upper(c.mail) AS u, mail || '!' FROM clients c ORDER BY c.id
## equal to a constant, and to a parameter
# with text ben@x
SELECT id FROM clients WHERE mail = 'ada@x' OR mail = ? ORDER BY id
## IN, LIKE, IS NULL
SELECT id FROM clients WHERE mail IN ('ada@x', '') OR mail LIKE 'b%' OR mail IS NULL ORDER BY id
## ORDER BY and GROUP BY it
SELECT mail, count(*) AS n FROM clients GROUP BY mail ORDER BY mail DESC NULLS LAST
;;
SELECT id, mail FROM clients GROUP BY id ORDER BY 2, 1
## joins
SELECT o.id, c.mail FROM orders o LEFT JOIN clients c ON c.id = o.client_id ORDER BY o.id
;;
SELECT v.client, c.mail FROM visits v LEFT JOIN clients c ON c.id = v.client AND c.mail = v.seen ORDER BY v.client
## a subquery for each row
SELECT o.id, (SELECT mail FROM clients WHERE id = o.client_id) AS m FROM orders o ORDER BY o.id
## a whole row as JSON
SELECT row_to_json(c) AS j FROM clients c ORDER BY id
## FOR UPDATE
SELECT id, mail FROM clients WHERE mail = 'ada@x' FOR UPDATE
## a column that is not there
SELECT client_mail FROM orders
## an order is inserted
INSERT INTO orders (client_id, item) VALUES (1, 'nib') RETURNING *
## orders are inserted
# with int 1 | text p1
# with int 5 | text p2
INSERT INTO orders (client_id, item) VALUES (?, ?)
## orders are inserted in several ways
INSERT INTO orders VALUES (50, 2, 'fifty', 9), (51, NULL, 'alone', 9)
;;
INSERT INTO orders DEFAULT VALUES RETURNING *
;;
INSERT INTO orders (item, client_id) SELECT 'v' || client, client FROM visits WHERE client < 6
## an order for nobody
INSERT INTO orders (client_id) VALUES (99)
## upsert of orders
INSERT INTO orders (client_id, item, amount) VALUES (4, 'pen', 70), (5, 'nib', 71) ON CONFLICT (item) DO UPDATE SET amount = EXCLUDED.amount, client_id = EXCLUDED.client_id RETURNING *
## MERGE into orders
MERGE INTO orders o USING (VALUES ('pen', 2), ('nib', 5)) AS s (item, client) ON o.item = s.item WHEN MATCHED THEN UPDATE SET client_id = s.client WHEN NOT MATCHED THEN INSERT (client_id, item) VALUES (s.client, s.item)
## the reference of an order changes
# not at OLD: a target's value goes with its last row
UPDATE orders SET client_id = 2 WHERE id = 1 RETURNING *
;;
UPDATE orders SET client_id = 5 WHERE client_id = 2
;;
UPDATE orders SET client_id = NULL WHERE id = 2
;;
UPDATE orders SET client_id = 1 WHERE client_id IS NULL
## references are exchanged
# not at OLD: a target's value goes with its last row
UPDATE orders SET client_id = 3 - client_id WHERE client_id IN (1, 2)
## orders change otherwise
# not at OLD: a target's value goes with its last row
UPDATE orders SET amount = amount + 1 WHERE client_id = 1 RETURNING *
;;
DELETE FROM orders WHERE client_id = 3
## a client is updated
# refused on OLD: there is no place for it yet
UPDATE clients SET mail = 'ada@y' WHERE id = 1
;;
SELECT mail FROM clients WHERE id = 1
;;
UPDATE clients SET mail = NULL WHERE id = 1
;;
UPDATE clients SET mail = 'ada@z', town = 'Rom' WHERE id = 1 RETURNING *
## a client without orders is updated
# refused on OLD: there is no place for it yet
UPDATE clients SET mail = 'eve@x' WHERE id = 5
;;
INSERT INTO orders (client_id, item) VALUES (5, 'bag')
;;
DELETE FROM orders WHERE client_id = 5
;;
SELECT mail FROM clients WHERE id = 5
## clients are updated with parameters
# refused on OLD: there is no place for it yet
# with text x1 | int 1
# with text x2 | int 2
# with nulltext | int 4
UPDATE clients SET mail = ? WHERE id = ?
## a client is updated from what it was
# refused on OLD: there is no place for it yet
UPDATE clients SET mail = mail || '!' WHERE mail = 'ada@x' RETURNING id, mail
;;
UPDATE clients SET mail = coalesce(mail, 'none') RETURNING id, mail
## a client is updated from what another one has
# refused on OLD, BOTH_READ_OLD, BOTH_READ_NEW: the statement may have changed it meanwhile
UPDATE clients c SET mail = p.mail FROM clients p WHERE p.id = c.id - 1
## what a client had before
# refused on OLD, BOTH_READ_OLD, BOTH_READ_NEW: the statement may have changed it meanwhile
UPDATE clients SET mail = 'one' WHERE id < 4 RETURNING id, OLD.mail, NEW.mail
## what a client had before, of all columns
# refused on OLD, BOTH_READ_OLD, BOTH_READ_NEW: the statement may have changed it meanwhile
MERGE INTO clients c USING visits v ON v.client = c.id WHEN MATCHED THEN UPDATE SET mail = 'm' RETURNING WITH (OLD AS o) o.*
## a client is updated to what it is
# refused on OLD: there is no place for it yet
UPDATE clients SET mail = mail
;;
UPDATE clients SET mail = 'ada@x' WHERE id = 1
## another column of a client
UPDATE clients SET town = mail WHERE mail IS NOT NULL RETURNING id, mail, town
## a client is inserted
# refused on OLD: there is no place for it yet
INSERT INTO clients (name, mail) VALUES ('Fay', 'fay@x') RETURNING *
;;
INSERT INTO orders (client_id, item) VALUES (6, 'bag')
;;
SELECT * FROM clients ORDER BY id
## a client is inserted without it
INSERT INTO clients (name) VALUES ('Fay') RETURNING id, mail
## without a column list
INSERT INTO clients VALUES (60, 'Fay', 'Rom')
## with it without a column list
# refused on OLD: there is no place for it yet
INSERT INTO clients VALUES (60, 'Fay', 'Rom', 'fay@x')
## upsert of clients
# refused on OLD: there is no place for it yet
INSERT INTO clients (id, name, mail) VALUES (1, 'Ada', 'ada@y'), (70, 'Guy', 'guy@x') ON CONFLICT (id) DO UPDATE SET mail = EXCLUDED.mail RETURNING *
## upsert of clients' other columns
INSERT INTO clients (id, name) VALUES (1, 'Adah'), (70, 'Guy') ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name RETURNING *
## MERGE into clients
# refused on OLD: there is no place for it yet
MERGE INTO clients c USING visits v ON v.client = c.id WHEN MATCHED THEN UPDATE SET mail = v.seen
## the key of a client
UPDATE clients SET id = 50 WHERE id = 5
## a client is deleted with its orders
DELETE FROM clients WHERE id = 1 RETURNING *
## a batch
# refused on OLD: there is no place for it yet
UPDATE clients SET mail = 'b1' WHERE id = 1
&&
INSERT INTO orders (client_id, item) VALUES (1, 'b2')
&&
UPDATE clients SET mail = 'b3' WHERE mail = 'b1'
## generated keys
# keys auto
INSERT INTO clients (name) VALUES ('Key')
;;
INSERT INTO orders (client_id) VALUES (2)
## keys of an update
# refused on OLD: there is no place for it yet
# keys id, mail
UPDATE clients SET mail = 'k' WHERE id < 3
## in common tables
# refused on OLD: there is no place for it yet
WITH w AS (UPDATE clients SET mail = 'w' WHERE id = 1 RETURNING id, mail) SELECT * FROM w
## both tables in one statement
WITH w AS (INSERT INTO clients (name) VALUES ('Hal') RETURNING id) UPDATE orders SET client_id = 2 WHERE id = 1
## COPY TO
# copied
COPY clients TO STDOUT
## COPY into the table that lost it
# refused on OLD, BOTH_READ_OLD, BOTH_READ_NEW, BOTH_LEAD_NEW: the old column is not computed
# not at NEW: it depends on whether the old column is there
# copied 70	1	copied	1
COPY orders FROM STDIN
## COPY into the table that got it
# refused on OLD: there is no place for it yet
# copied 70	Fay	Ulm	fay@x
COPY clients FROM STDIN
