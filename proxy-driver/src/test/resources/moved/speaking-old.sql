A column that moves to a related table, for an application that knows it where it was.

## all rows
SELECT * FROM orders ORDER BY id
## TABLE
TABLE orders
## the target shows nothing of it
SELECT * FROM clients ORDER BY id
## columns, qualified and not
SELECT o.client_mail, client_id, upper(o.client_mail) AS u, client_mail || '!' FROM orders o ORDER BY o.id
## equal to a constant
SELECT id FROM orders WHERE client_mail = 'ada@x' ORDER BY id
## equal to a parameter
# with text ben@x
SELECT id, client_mail FROM orders WHERE client_mail = ? ORDER BY id
## equal to what nobody has
SELECT id FROM orders WHERE client_mail = 'nobody' OR 'none' = client_mail
## equal to a NULL
# with nulltext
SELECT id FROM orders WHERE client_mail = ?
## the empty text
SELECT id FROM orders WHERE client_mail = ''
## IN
# with text ada@x | text nobody
SELECT id FROM orders WHERE client_mail IN (?, '', ?) ORDER BY id
## NOT IN
SELECT id FROM orders WHERE client_mail NOT IN ('ada@x', 'nobody') ORDER BY id
## IN a subquery
SELECT id FROM orders WHERE client_mail IN (SELECT seen FROM visits) ORDER BY id
## ANY
# with texts ada@x,ben@x
SELECT id FROM orders WHERE client_mail = ANY (?) ORDER BY id
## order of texts
SELECT id FROM orders WHERE client_mail < 'b' OR client_mail BETWEEN 'b' AND 'c' ORDER BY id
## LIKE
SELECT id FROM orders WHERE client_mail LIKE 'a%' OR client_mail ~ '^b' ORDER BY id
## NOT of a condition
SELECT id FROM orders WHERE NOT (client_mail = 'ada@x') ORDER BY id
## IS NULL and IS NOT NULL
SELECT id FROM orders WHERE client_mail IS NULL ORDER BY id
;;
SELECT id FROM orders WHERE client_mail IS NOT NULL AND client_id IS NOT NULL ORDER BY id
## IS DISTINCT FROM
SELECT id FROM orders WHERE client_mail IS DISTINCT FROM 'ada@x' ORDER BY id
## CASE
SELECT id, CASE WHEN client_mail = 'ada@x' THEN 1 ELSE 2 END AS n, coalesce(client_mail, 'none') AS c FROM orders ORDER BY id
## ORDER BY it
SELECT client_mail, item FROM orders ORDER BY client_mail DESC NULLS LAST, id
## ORDER BY an ordinal and a label
SELECT client_mail AS k, item FROM orders ORDER BY 1, k, 2
## GROUP BY it
SELECT client_mail, count(*) AS n FROM orders GROUP BY client_mail HAVING count(*) > 1 ORDER BY client_mail
## GROUP BY an ordinal
SELECT client_mail, sum(amount) AS n, min(client_mail) AS m FROM orders GROUP BY 1 ORDER BY client_mail
## GROUP BY the key
SELECT id, client_mail, item FROM orders GROUP BY id ORDER BY id
## DISTINCT and DISTINCT ON
SELECT DISTINCT client_mail FROM orders ORDER BY client_mail
;;
SELECT DISTINCT ON (client_mail) client_mail, id FROM orders ORDER BY client_mail, id
## aggregates and windows
SELECT string_agg(client_mail, ',' ORDER BY id) AS a, count(DISTINCT client_mail) AS d FROM orders
;;
SELECT id, rank() OVER (PARTITION BY client_mail ORDER BY amount) AS r FROM orders ORDER BY id
## joined with the target
SELECT o.id, c.name, o.client_mail FROM orders o JOIN clients c ON c.id = o.client_id ORDER BY o.id
## joined by it
SELECT o.id, v.client FROM orders o JOIN visits v ON v.seen = o.client_mail ORDER BY o.id, v.client
## joined with itself
SELECT a.id, b.id AS other FROM orders a JOIN orders b ON a.client_mail = b.client_mail ORDER BY a.id, b.id
## an outer join that finds nothing
SELECT c.name, o.client_mail FROM clients c LEFT JOIN orders o ON o.client_id = c.id AND o.client_mail <> '' ORDER BY c.name, o.id
## a whole outer join
SELECT v.client, o.client_mail, o.item FROM visits v FULL JOIN orders o ON o.client_mail = v.seen ORDER BY v.client, o.id
## aliases that a target may have
SELECT s.client_mail, t.id FROM orders s JOIN orders t ON t.id = s.id WHERE t.client_mail LIKE 'b%' ORDER BY t.id
## a whole row as JSON
SELECT row_to_json(o) AS j FROM orders o ORDER BY id
## a subquery for each row
SELECT name, (SELECT max(client_mail) FROM orders WHERE client_id = clients.id) AS m FROM clients ORDER BY id
## set operations and common tables
WITH c AS (SELECT client_mail FROM orders WHERE amount > 2) SELECT client_mail FROM c UNION SELECT seen FROM visits ORDER BY 1
## a derived table, filtered outside
SELECT s FROM (SELECT client_mail AS s, amount FROM orders) d WHERE s = 'ben@x' AND amount > 1 ORDER BY s
## FOR UPDATE
SELECT id, client_mail FROM orders WHERE client_mail = 'ada@x' ORDER BY id FOR UPDATE
## FOR SHARE with other operators
SELECT id, client_mail FROM orders WHERE client_mail LIKE 'b%' OR client_mail IS NULL ORDER BY id FOR SHARE
## insert with the value that the others have
INSERT INTO orders (client_id, client_mail, item) VALUES (1, 'ada@x', 'nib')
## insert the first row of a target
INSERT INTO orders (client_id, client_mail, item) VALUES (5, 'eve@x', 'bag')
## insert first rows with different values behind each other
INSERT INTO orders (client_id, client_mail, item) VALUES (5, 'eve@x', 'bag')
;;
DELETE FROM orders WHERE client_id = 5
;;
INSERT INTO orders (client_id, client_mail, item) VALUES (5, 'eva@x', 'bag')
;;
SELECT client_mail FROM orders WHERE client_id = 5
## insert what is returned
INSERT INTO orders (client_id, client_mail, item) VALUES (5, 'eve@x', 'bag') RETURNING id, client_mail, *
## insert several rows
INSERT INTO orders (client_mail, client_id, item) VALUES ('eve@x', 5, 'a'), ('eve@x', 5, 'b'), ('ada@x', 1, 'c'), (NULL, NULL, 'd'), (NULL, 3, 'e') RETURNING client_mail, item
## insert with parameters
# with int 1 | text ada@x | text p1
# with int 5 | text eve@x | text p2
# with int 5 | text eve@x | text p3
INSERT INTO orders (client_id, client_mail, item) VALUES (?, ?, ?)
## insert without it
INSERT INTO orders (client_id, item) VALUES (3, 'mug') RETURNING *
## insert without a reference
INSERT INTO orders (item) VALUES ('none') RETURNING *
## insert without a column list
INSERT INTO orders VALUES (50, 2, 'ben@x', 'fifty', 9)
## insert DEFAULT
INSERT INTO orders (client_id, client_mail, item) VALUES (5, DEFAULT, 'x'), (DEFAULT, DEFAULT, 'y') RETURNING *
## DEFAULT VALUES
INSERT INTO orders DEFAULT VALUES RETURNING *
## insert from a query
INSERT INTO orders (client_id, client_mail, item) SELECT client, seen, 'v' || client FROM visits WHERE client = 1
;;
INSERT INTO orders (client_id, client_mail, item) SELECT client_id, client_mail, item || '2' FROM orders WHERE client_mail IS NOT NULL ORDER BY id
## insert for a target that is not there
INSERT INTO orders (client_id, client_mail) VALUES (99, 'x')
## a value that is too long
INSERT INTO orders (client_id, client_mail) VALUES (5, 'a very long text that has more than forty characters')
## a duplicate
INSERT INTO orders (client_id, client_mail, item) VALUES (5, 'eve@x', 'pen')
## ON CONFLICT DO NOTHING
INSERT INTO orders (client_id, client_mail, item) VALUES (5, 'eve@x', 'pen'), (1, 'ada@x', 'new') ON CONFLICT (item) DO NOTHING RETURNING id, client_mail
## ON CONFLICT DO NOTHING with another value in the row that is passed over
INSERT INTO orders (client_id, client_mail, item) VALUES (1, 'other', 'pen') ON CONFLICT DO NOTHING
;;
INSERT INTO orders (client_id, client_mail, item) VALUES (1, 'ada@x', 'nib')
## ON CONFLICT DO UPDATE of another column
# refused on BOTH_LEAD_NEW, NEW: what is noted cannot be told apart
INSERT INTO orders (client_id, client_mail, item, amount) VALUES (1, 'ada@x', 'pen', 70), (1, 'ada@x', 'nib', 71) ON CONFLICT (item) DO UPDATE SET amount = EXCLUDED.amount RETURNING id, client_mail, amount
## ON CONFLICT DO UPDATE of it
# refused on BOTH_LEAD_NEW, NEW: what is noted cannot be told apart
INSERT INTO orders (client_id, client_mail, item) VALUES (4, 'dot@x', 'hat') ON CONFLICT (item) DO UPDATE SET client_mail = EXCLUDED.client_mail
## update all rows of a target
UPDATE orders SET client_mail = 'ada@y' WHERE client_id = 1
## update with parameters
# with text ben@y | int 2
# with text cy@y | int 3
UPDATE orders SET client_mail = ? WHERE client_id = ?
## update to NULL and back
UPDATE orders SET client_mail = NULL WHERE client_id = 2
;;
SELECT id FROM orders WHERE client_mail IS NULL ORDER BY id
;;
UPDATE orders SET client_mail = 'back' WHERE client_id = 2 RETURNING id, client_mail
## update of several targets at once
UPDATE orders SET client_mail = 'all@' || client_id WHERE client_id IS NOT NULL RETURNING id, client_mail
## update from another relation
UPDATE orders SET client_mail = c.name || '@z' FROM clients c WHERE c.id = orders.client_id RETURNING orders.id, client_mail
## update a row alone that is its target's only one
UPDATE orders SET client_mail = 'dot@x', amount = 9 WHERE id = 8 RETURNING *
## update to what it is
UPDATE orders SET client_mail = 'ada@x' WHERE id = 1
## update what is read
# refused on BOTH_LEAD_NEW, NEW: a value that is read may change
UPDATE orders SET client_mail = client_mail || '!' WHERE client_id = 1
## update by what it was
# refused on BOTH_LEAD_NEW, NEW: a value that is read may change
UPDATE orders SET client_mail = 'ada@y' WHERE client_mail = 'ada@x'
## update other columns
UPDATE orders SET amount = amount + 1 WHERE client_mail = 'ada@x' RETURNING id, client_mail, amount
## update other columns by other conditions
UPDATE orders SET item = client_mail || id WHERE client_mail LIKE '%@x' OR client_mail IS NULL AND id = 4 RETURNING *
## the reference to one without rows
UPDATE orders SET client_id = 5 WHERE id = 3 RETURNING client_id, client_mail
## the reference with the value
UPDATE orders SET client_id = 2, client_mail = 'ben@x' WHERE id = 1 RETURNING *
;;
UPDATE orders SET (client_mail, client_id) = ('eve@x', 5) WHERE client_id = 2 RETURNING *
## the reference to one of the same value
UPDATE orders SET client_mail = 'same' WHERE client_id IN (1, 2)
;;
UPDATE orders SET client_id = 3 - client_id WHERE client_id IN (1, 2)
;;
SELECT id, client_id, client_mail FROM orders ORDER BY id
## all rows of a target to another
UPDATE orders SET client_id = 5 WHERE client_id = 1
;;
SELECT id, client_mail FROM orders WHERE client_id = 5 ORDER BY id
## the reference to NULL
UPDATE orders SET client_id = NULL, client_mail = NULL WHERE id = 1 RETURNING *
## references exchanged
UPDATE orders SET client_id = CASE client_id WHEN 1 THEN 2 ELSE 1 END, client_mail = CASE client_id WHEN 1 THEN 'ben@x' ELSE 'ada@x' END WHERE client_id IN (1, 2)
## update of a target
UPDATE clients SET town = 'Bonn' WHERE id = 1 RETURNING *
## insert of a target and its rows in one transaction
# plain
INSERT INTO clients (id, name) VALUES (60, 'Fay'); INSERT INTO orders (client_id, client_mail) VALUES (60, 'fay@x'); UPDATE orders SET client_mail = 'fay@y' WHERE client_id = 60
;;
SELECT client_mail FROM orders WHERE client_id = 60
## delete by it
DELETE FROM orders WHERE client_mail = 'ada@x' RETURNING id, client_mail
## delete others
DELETE FROM orders WHERE id = 1 RETURNING *
## delete a target with its rows
DELETE FROM clients WHERE id = 1
## delete USING
DELETE FROM orders USING visits v WHERE v.seen = client_mail AND v.client = 1 RETURNING orders.id, client_mail
## TRUNCATE
TRUNCATE orders
;;
INSERT INTO orders (client_id, client_mail) VALUES (1, 'fresh')
## MERGE
# refused on BOTH_LEAD_NEW, NEW: what is noted cannot be told apart
MERGE INTO orders o USING (VALUES ('pen', 10), ('nib', 20)) AS s (item, amount) ON o.item = s.item WHEN MATCHED THEN UPDATE SET amount = s.amount WHEN NOT MATCHED THEN INSERT (client_id, client_mail, item, amount) VALUES (1, 'ada@x', s.item, s.amount)
## MERGE that sets it
UPDATE orders SET amount = 1 WHERE client_id = 1
;;
MERGE INTO orders o USING visits v ON v.client = o.client_id AND v.client = 1 WHEN MATCHED THEN UPDATE SET client_mail = 'merged'
## a batch
INSERT INTO orders (client_id, client_mail, item) VALUES (5, 'eve@x', 'b1')
&&
UPDATE orders SET client_mail = 'eve@y' WHERE client_id = 5
&&
DELETE FROM orders WHERE client_mail = 'eve@y'
## generated keys
# keys id, client_mail
INSERT INTO orders (client_id, client_mail) VALUES (5, 'keyed')
## all generated keys
# keys auto
INSERT INTO orders (client_id, client_mail, item) VALUES (5, 'keyed', 'auto')
## in a common table
WITH w AS (INSERT INTO orders (client_id, client_mail, item) VALUES (5, 'eve@x', 'w') RETURNING id, client_mail) SELECT * FROM w
## deleted in a common table
WITH d AS (DELETE FROM orders WHERE client_id = 1 RETURNING client_mail, amount) SELECT client_mail, sum(amount) AS s FROM d GROUP BY client_mail
## two writes in one statement
# refused on BOTH_LEAD_NEW, NEW: what is noted cannot be told apart
WITH w AS (INSERT INTO orders (client_id, client_mail, item) VALUES (5, 'eve@x', 'w') RETURNING id) UPDATE orders SET client_mail = 'ada@y' WHERE client_id = 1
## a column that is not there
SELECT mail FROM clients
## CREATE TABLE AS
SELECT client_mail, item INTO TEMP kept FROM orders
;;
SELECT * FROM kept ORDER BY item
;;
DROP TABLE kept
## EXPLAIN runs
# rows differ
EXPLAIN SELECT client_mail FROM orders WHERE client_mail = 'ada@x'
## COPY of the table
# copied
COPY orders TO STDOUT
## COPY into the table
# refused on BOTH_LEAD_NEW, NEW: COPY writes values as they are
# copied 70	1	ada@x	copied	1
COPY orders FROM STDIN
## one of several rows changes
# refused on BOTH_READ_OLD, BOTH_READ_NEW, BOTH_LEAD_NEW, NEW: the others would not
UPDATE orders SET client_mail = 'other' WHERE id = 1
## rows of one target get different values
# refused on BOTH_READ_OLD, BOTH_READ_NEW, BOTH_LEAD_NEW, NEW: a target has one
UPDATE orders SET client_mail = 'other' || id WHERE client_id = 1
## some get another value and one its own
# refused on BOTH_READ_OLD, BOTH_READ_NEW, BOTH_LEAD_NEW, NEW: a target has one
UPDATE orders SET client_mail = CASE id WHEN 1 THEN 'ada@x' ELSE 'other' END WHERE client_id = 1
## a row is inserted that differs
# refused on BOTH_READ_OLD, BOTH_READ_NEW, BOTH_LEAD_NEW, NEW: the others have another
INSERT INTO orders (client_id, client_mail) VALUES (1, 'other')
## a row is inserted without it where others have it
# refused on BOTH_READ_OLD, BOTH_READ_NEW, BOTH_LEAD_NEW, NEW: the others have one
INSERT INTO orders (client_id) VALUES (1)
## rows are inserted that differ
# refused on BOTH_READ_OLD, BOTH_READ_NEW, BOTH_LEAD_NEW, NEW: a target has one
INSERT INTO orders (client_id, client_mail, item) VALUES (5, 'a', 'x'), (5, 'b', 'y')
## rows are inserted from a sorted query that differ
# refused on BOTH_READ_OLD, BOTH_READ_NEW, BOTH_LEAD_NEW, NEW: a target has one
INSERT INTO orders (client_id, client_mail) SELECT 5, seen FROM visits WHERE seen IS NOT NULL ORDER BY seen
## a row goes to a target that has another
# refused on BOTH_READ_OLD, BOTH_READ_NEW, BOTH_LEAD_NEW, NEW: it would take its own along
UPDATE orders SET client_id = 2 WHERE id = 1
## a row leaves its target and keeps its value
# refused on BOTH_READ_OLD, BOTH_READ_NEW, BOTH_LEAD_NEW, NEW: there is no place for it
UPDATE orders SET client_id = NULL WHERE id = 1
## a value without a target
# refused on BOTH_READ_OLD, BOTH_READ_NEW, BOTH_LEAD_NEW, NEW: there is no place for it
INSERT INTO orders (client_mail) VALUES ('alone')
## a value for a row without a target
# refused on BOTH_READ_OLD, BOTH_READ_NEW, BOTH_LEAD_NEW, NEW: there is no place for it
UPDATE orders SET client_mail = 'alone' WHERE client_id IS NULL
## a swap of references that keep their values
# refused on BOTH_READ_OLD, BOTH_READ_NEW, BOTH_LEAD_NEW, NEW: each takes its own along
UPDATE orders SET client_id = 3 - client_id WHERE id IN (1, 3)
## a batch that fails in the middle
# refused on BOTH_READ_OLD, BOTH_READ_NEW, BOTH_LEAD_NEW, NEW: the second has no image
UPDATE orders SET client_mail = 'other' WHERE id = 2
&&
UPDATE orders SET amount = 9 WHERE id = 1
## returned as it was and as it is
# refused on BOTH_LEAD_NEW, NEW: what it was may change
UPDATE orders SET client_mail = 'ada@y' WHERE client_id = 1 RETURNING id, OLD.client_mail AS before, NEW.client_mail AS after
## a swap of all rows takes the values along
UPDATE orders SET client_id = 3 - client_id WHERE client_id IN (1, 2) RETURNING id, client_mail
;;
UPDATE orders SET client_id = 5 WHERE client_id = 1
;;
UPDATE orders SET client_id = 1 WHERE client_id = 2
;;
UPDATE orders SET client_id = 2 WHERE client_id = 5
;;
SELECT id, client_id, client_mail FROM orders ORDER BY id
