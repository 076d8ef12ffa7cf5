Subqueries, common tables, set operations, LATERAL, other commands with a query inside.

## correlated subquery
SELECT c.name FROM customers c WHERE (SELECT sum(o.amount) FROM orders o WHERE o.customer_id = c.id) > 10 ORDER BY 1
## EXISTS
SELECT name FROM customers c WHERE EXISTS (SELECT 1 FROM orders WHERE customer_id = c.id AND amount > 50) ORDER BY 1
## NOT EXISTS with a star
SELECT name FROM customers c WHERE NOT EXISTS (SELECT * FROM orders WHERE customer_id = c.id) ORDER BY 1
## IN a subquery
SELECT amount FROM orders WHERE customer_id IN (SELECT id FROM customers WHERE name < 'C') ORDER BY 1
## IN a subquery over a changed column
SELECT name FROM regions WHERE name IN (SELECT name FROM customers)
## = ANY of a subquery
SELECT id FROM orders WHERE amount = ANY (SELECT amount FROM orders WHERE quantity = 1) ORDER BY 1
## > ALL of a subquery
SELECT id FROM orders WHERE amount > ALL (SELECT amount FROM orders WHERE quantity = 1) ORDER BY 1
## row comparison with a subquery
SELECT id FROM customers WHERE (name, city) IN (SELECT name, city FROM customers WHERE vip) ORDER BY 1
# only old
## row comparison
SELECT id FROM orders WHERE (amount, quantity) > (5, 1) ORDER BY 1
## an outer column in a subquery that has its own of the name
SELECT id, (SELECT o.amount FROM orders o WHERE o.id = orders.id) FROM orders ORDER BY id
## an outer column by its bare name
SELECT name, (SELECT count(*) FROM orders WHERE note = name) FROM customers ORDER BY id
## a bare name that is hidden inside and known outside
SELECT full_name, (SELECT count(*) FROM customers WHERE city = full_name) FROM regions ORDER BY 1
## derived table
SELECT t.name, t.amount FROM (SELECT c.name, o.amount FROM customers c JOIN orders o ON o.customer_id = c.id) t ORDER BY 2
## derived table with a star
SELECT * FROM (SELECT * FROM orders) t ORDER BY id
## derived table with a star and an outer reference
SELECT t.amount, t.placed_on FROM (SELECT * FROM orders) AS t WHERE t.amount > 1 ORDER BY 1
## derived table with column aliases
SELECT a, b FROM (SELECT name, vip FROM customers) AS t (a, b) ORDER BY a
## derived table with a label like a hidden column
SELECT full_name FROM (SELECT name AS full_name FROM customers) t ORDER BY 1
## derived table without an alias
SELECT name FROM (SELECT name FROM customers) ORDER BY 1
## hidden name of a derived table's star
SELECT t.amount_cents FROM (SELECT * FROM orders) t
## LATERAL
SELECT c.name, l.amount FROM customers c, LATERAL (SELECT amount FROM orders o WHERE o.customer_id = c.id ORDER BY amount DESC LIMIT 1) l ORDER BY 1
## LEFT JOIN LATERAL with a star
SELECT c.name, l.* FROM customers c LEFT JOIN LATERAL (SELECT * FROM orders o WHERE o.customer_id = c.id ORDER BY id LIMIT 1) l ON true ORDER BY c.id
## a function in FROM over a changed column
SELECT c.id, part FROM customers c, regexp_split_to_table(c.name, '') part WHERE c.id < 3 ORDER BY 1, 2
## a function in FROM beside an unqualified name
SELECT name, n FROM customers, generate_series(1, 2) AS n WHERE id = n ORDER BY 1
## unnest with ordinality beside a migrating table
SELECT p.title, t.tag_text FROM products p, unnest(p.tags) WITH ORDINALITY AS t(tag_text, n) ORDER BY 1, 2
## VALUES joined
SELECT c.name, v.x FROM customers c JOIN (VALUES ('Ada', 1), ('Bob', 2)) AS v (name, x) ON v.name = c.name ORDER BY 1
## VALUES by itself with a subquery
VALUES (1, (SELECT name FROM customers WHERE id = 1)), (2, 'x')
## common table
WITH big AS (SELECT * FROM orders WHERE amount > 5) SELECT amount, note FROM big ORDER BY 1
## common table with a star
WITH big AS (SELECT * FROM orders) SELECT * FROM big ORDER BY id
## common table with column names
WITH t (a, b) AS (SELECT id, name FROM customers) SELECT b FROM t WHERE a < 3 ORDER BY 1
## common table that has the migrating table's name
WITH customers AS (SELECT id, 'x' AS full_name FROM orders) SELECT full_name, id FROM customers ORDER BY id
## common table that has the migrating table's name and reads it
WITH customers AS (SELECT * FROM public.customers WHERE id < 3) SELECT * FROM customers ORDER BY id
## common table of the name, in a subquery only
SELECT name FROM customers WHERE id IN (WITH customers AS (SELECT 2 AS id) SELECT id FROM customers)
## common table seen from a subquery
WITH c AS (SELECT name FROM customers) SELECT (SELECT max(name) FROM c), count(*) FROM orders
## two common tables, one reading the other
WITH a AS (SELECT customer_id, sum(amount) AS total FROM orders GROUP BY 1), b AS (SELECT c.name, a.total FROM customers c JOIN a ON a.customer_id = c.id) SELECT * FROM b ORDER BY total
## recursive common table over a migrating one
WITH RECURSIVE t (id, names) AS (SELECT id, name::text FROM customers WHERE id = 1 UNION ALL SELECT c.id, t.names || c.name FROM t JOIN customers c ON c.id = t.id + 1) SELECT * FROM t ORDER BY id
## MATERIALIZED
WITH t AS MATERIALIZED (SELECT name FROM customers) SELECT count(*) FROM t WHERE name > 'B'
## UNION
SELECT name FROM customers UNION SELECT name FROM regions ORDER BY name
## UNION ALL of changed and plain columns
SELECT amount, quantity FROM orders UNION ALL SELECT amount, 1 FROM archive ORDER BY 1, 2
## UNION with stars
SELECT * FROM customers WHERE id < 3 UNION ALL SELECT * FROM customers WHERE id = 4 ORDER BY id
## INTERSECT and EXCEPT
SELECT name FROM customers EXCEPT SELECT name FROM customers WHERE id > 2 INTERSECT SELECT 'Cy' ORDER BY 1
## set operation in parentheses with limits
(SELECT name FROM customers ORDER BY name LIMIT 1) UNION ALL (SELECT name FROM customers ORDER BY name DESC LIMIT 1) ORDER BY 1
## label of a set operation's first arm
SELECT amount FROM orders WHERE id = 1 UNION SELECT 5
## data-modifying common table
WITH gone AS (DELETE FROM "Line Items" WHERE "Id" < 3 RETURNING *) SELECT "Text", "Unit Price" FROM gone ORDER BY 1
## data-modifying common table that updates
WITH u AS (UPDATE orders SET amount = amount + 1 WHERE id < 3 RETURNING id, amount) SELECT u.amount, o.amount FROM u JOIN orders o USING (id) ORDER BY 1
## data-modifying common table that inserts
WITH i AS (INSERT INTO customers (name) VALUES ('Eve') RETURNING *) SELECT name, vip, city FROM i
## two data-modifying common tables
WITH c AS (INSERT INTO customers (name) VALUES ('Eve') RETURNING id), o AS (INSERT INTO orders (customer_id, amount) VALUES (1, 3.33) RETURNING amount) SELECT c.id, o.amount FROM c, o
## several statements in one text
# plain
SELECT name FROM customers WHERE id = 1; SELECT amount FROM orders WHERE id = 1
## several writing statements in one text
# plain
UPDATE orders SET amount = 1.11 WHERE id = 1; DELETE FROM "Line Items" WHERE "Id" = 1; SELECT count(*) FROM orders WHERE amount = 1.11
## several statements with parameters
# with numeric 2.22 | int 1 | text Zoe | int 2
UPDATE orders SET amount = ? WHERE id = ?; UPDATE customers SET name = ? WHERE id = ?
## several statements, the second fails
UPDATE orders SET amount = 1.11 WHERE id = 1; UPDATE orders SET amount = -1 WHERE id = 2
## a text that ends in a semicolon
SELECT name FROM customers ORDER BY id;
## EXPLAIN
# rows differ
EXPLAIN SELECT name FROM customers WHERE name = 'x'
## EXPLAIN ANALYZE of an update
# rows differ
EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) UPDATE orders SET amount = 3 WHERE id = 1
## CREATE TABLE AS
CREATE TABLE copied AS SELECT * FROM customers
;;
SELECT * FROM copied ORDER BY id
;;
DROP TABLE copied
## CREATE TABLE AS with expressions
CREATE TABLE copied AS SELECT name, amount * 2 AS twice FROM customers JOIN orders ON customer_id = customers.id
;;
SELECT * FROM copied ORDER BY 1, 2
;;
DROP TABLE copied
## SELECT INTO
SELECT name, vip INTO copied FROM customers
;;
SELECT * FROM copied ORDER BY 1
;;
DROP TABLE copied
## DECLARE CURSOR
DECLARE k CURSOR FOR SELECT name FROM customers ORDER BY id
;;
# plain
FETCH 2 FROM k
;;
CLOSE k
## a cursor and WHERE CURRENT OF
DECLARE k CURSOR FOR SELECT id FROM customers WHERE id = 2 FOR UPDATE
;;
# plain
FETCH 1 FROM k
;;
UPDATE customers SET name = 'Here' WHERE CURRENT OF k
## TRUNCATE
TRUNCATE "Line Items"
## LOCK TABLE
LOCK TABLE customers IN SHARE MODE
## temporary table of the migrating table's name
# refused on OLD, BOTH_READ_OLD, BOTH_READ_NEW, NEW: it would hide the table in migration
CREATE TEMP TABLE customers (x int)
;;
DROP TABLE IF EXISTS pg_temp.customers
## a view over a migrating table
# refused on OLD, BOTH_READ_OLD, BOTH_READ_NEW, NEW: it would keep one shape for good
CREATE VIEW shown AS SELECT name FROM customers
;;
DROP VIEW IF EXISTS shown
## search_path that leads to another table
SET search_path = depot, public
;;
SELECT item, "Loc" FROM stock ORDER BY 1
;;
UPDATE stock SET "Loc" = 'east' WHERE item = 'Axe'
;;
RESET search_path
## search_path for one transaction
BEGIN
;;
SET LOCAL search_path = depot
;;
SELECT "Loc" FROM stock ORDER BY 1
;;
COMMIT
## a NATURAL JOIN in a subquery of an update
UPDATE customers SET name = (SELECT max(note) FROM (SELECT 1::bigint AS id) x NATURAL JOIN orders) WHERE id = 1
## DISTINCT over rewritten expressions with ORDER BY
SELECT DISTINCT amount * 2 FROM orders ORDER BY amount * 2
## a join of three tables of which one hides a merged name
SELECT amount_cents, name FROM archive JOIN regions USING (name, amount_cents) LEFT JOIN orders ON orders.id = 1
## a common table of a subquery sees the row of the query around it
SELECT o.id, (WITH w AS (SELECT o.amount AS a, name FROM customers c WHERE c.id = o.customer_id) SELECT concat(name, a) FROM w) FROM orders o ORDER BY o.id
## a common table of a lateral query sees what stands before it
SELECT c.id, l.most FROM customers c, LATERAL (WITH w AS MATERIALIZED (SELECT amount, name FROM orders WHERE customer_id = c.id ORDER BY name, amount) SELECT max(amount) AS most FROM w) AS l ORDER BY 1
## a common table of a derived table in a subquery sees the query around
SELECT id FROM customers WHERE EXISTS (SELECT FROM (WITH w AS (SELECT name) SELECT FROM w WHERE name > 'B') AS d) ORDER BY id
## a common table of a subquery of an update
UPDATE orders SET note = (WITH w AS (SELECT amount * 2 AS twice) SELECT twice::text FROM w) WHERE id < 3
## a common table called recursive
WITH recursive (label) AS (SELECT name FROM customers), amounts AS (SELECT amount FROM orders) SELECT label, amount FROM recursive, amounts WHERE amount > 10 ORDER BY 1, 2
