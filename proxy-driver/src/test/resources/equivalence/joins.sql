Joins by name, names by position, joins with a name of their own: where tables show their logical columns through a derived table.

## USING a renamed column, bare and qualified
SELECT name, c.name, r.name, r.id, c.id FROM customers c FULL JOIN regions r USING (name) ORDER BY 1, 4, 5
## USING a renamed column of a row that both have
SELECT name, amount FROM customers JOIN (VALUES ('Ada', 1), ('Eve', 2)) AS v (name, amount) USING (name)
## USING a retyped column of both sides
SELECT amount, o.id, p.id FROM orders o JOIN orders p USING (amount) ORDER BY 1, 2, 3
## USING a retyped column, LEFT, RIGHT and FULL
SELECT quantity, o.quantity, a.quantity FROM orders o FULL JOIN (VALUES (1::bigint), (77)) AS a (quantity) USING (quantity) ORDER BY 1, 2, 3
## USING a changed and an unchanged column
SELECT id, amount, o.note FROM orders o JOIN (SELECT id, amount FROM orders) x USING (id, amount) ORDER BY id
## USING with a star
SELECT * FROM customers c JOIN regions r USING (name)
## USING with qualified stars
SELECT c.*, r.* FROM customers c LEFT JOIN regions r USING (name) ORDER BY c.id
## USING a changed column of a table without an alias
SELECT customers.id, name, customers.city FROM public.customers LEFT JOIN regions USING (name) ORDER BY public.customers.id
## USING a changed column beside a table whose hidden column has its name
SELECT name, amount_cents FROM regions JOIN archive USING (name, amount_cents) JOIN orders ON true
## USING a name that another table of the same side hides
SELECT amount_cents, o.amount FROM (orders o JOIN regions r ON r.id = o.id) LEFT JOIN archive a USING (amount_cents) ORDER BY 1
## USING a hidden column
SELECT 1 FROM customers JOIN regions USING (full_name)
## USING a changed column with an alias of the merged one
SELECT u.name, u.* FROM customers c LEFT JOIN regions r USING (name) AS u ORDER BY 1
## USING with a WHERE that an index serves
# with text Ada
SELECT c.id FROM customers c LEFT JOIN regions r USING (name) WHERE name = ? AND c.name = 'Ada'
## USING with parameters around it
# with int 1 | text Ada | int 3
SELECT ?::int AS p, name, c.vip FROM customers c LEFT JOIN regions r USING (name) WHERE name = ? OR c.id = ? ORDER BY c.id
## USING with GROUP BY
SELECT name, count(*), max(c.city) FROM customers c LEFT JOIN regions r USING (name) GROUP BY name ORDER BY 1
## USING with GROUP BY and what depends on a primary key
# refused on NEW; speaking new on OLD, BOTH_READ_OLD: columns of a derived table depend on no primary key
SELECT c.id, c.city, count(*) FROM customers c LEFT JOIN regions r USING (name) GROUP BY c.id ORDER BY 1
## USING with GROUP BY an expression and an ordinal
SELECT upper(name), length(name), sum(c.id) FROM customers c LEFT JOIN regions r USING (name) GROUP BY 1, length(name) ORDER BY 1
## USING under FOR UPDATE
SELECT c.id FROM customers c JOIN regions r USING (name) FOR UPDATE OF c
## USING under FOR UPDATE OF the other side
SELECT c.id FROM customers c JOIN regions r USING (name) FOR UPDATE OF r
## USING under FOR UPDATE locks what it finds
SELECT c.id, amount FROM customers c JOIN orders o ON o.customer_id = c.id JOIN (VALUES (10.00)) AS v (amount) USING (amount) FOR UPDATE OF c, o
;;
SELECT id FROM orders WHERE xmax::text::bigint = txid_current() ORDER BY id
## FOR UPDATE of the nullable side of a join with USING
SELECT c.id FROM regions r LEFT JOIN customers c USING (name) FOR UPDATE OF c
## FOR SHARE of columns by position
SELECT b FROM customers AS t (a, b) WHERE a = 2 FOR SHARE
## USING with a system column
# refused on NEW; speaking new on OLD, BOTH_READ_OLD: a derived table has no system columns
SELECT c.tableoid::regclass FROM customers c JOIN regions r USING (name)
## USING in a subquery of an update
UPDATE orders SET note = (SELECT max(c.name) FROM customers c JOIN (VALUES ('Ada')) AS v (name) USING (name)) WHERE id = 1
## USING in the FROM of an update
UPDATE orders SET note = x.name FROM customers c JOIN (VALUES ('Ada', 1)) AS x (name, n) USING (name) WHERE orders.customer_id = c.id
## USING in the USING of a delete
DELETE FROM "Line Items" l USING orders o JOIN (VALUES (10.00)) AS v (amount) USING (amount) WHERE l.order_id = o.id
## NATURAL JOIN over a changed column
SELECT * FROM customers NATURAL LEFT JOIN (VALUES ('Ada', 7)) AS v (name, n) ORDER BY id
## NATURAL FULL JOIN over changed columns
SELECT name, city FROM customers NATURAL FULL JOIN (SELECT name, city FROM customers WHERE vip) x ORDER BY 1, 2
# only old
## NATURAL JOIN of two migrating tables over a retyped column
SELECT * FROM orders NATURAL JOIN (SELECT amount, quantity FROM orders WHERE id < 3) x ORDER BY id
## a star over a NATURAL JOIN of a table with itself, in which every column is merged
SELECT * FROM orders NATURAL JOIN orders o ORDER BY id
## a star over a NATURAL LEFT JOIN of a table with itself, beside others
SELECT 1 AS one, *, city FROM customers a NATURAL LEFT JOIN customers b ORDER BY id
## NATURAL JOIN with a comment inside the words
SELECT count(*) FROM customers NATURAL /* by all names */ JOIN (VALUES ('Ada', 7)) AS v (name, n)
## NATURAL JOIN with a function of unknown columns
SELECT id, name FROM customers NATURAL JOIN json_to_record('{"name": "Ada"}') AS j (name varchar)
## NATURAL JOIN with a function that only the database knows
SELECT * FROM customers NATURAL JOIN json_each('{"id": 1}') ORDER BY id
## a join with an alias, and its columns
SELECT j.name, j.amount, note FROM (customers c JOIN orders o ON o.customer_id = c.id) AS j ORDER BY 2
## a join with an alias, and a star
SELECT * FROM (customers c JOIN regions r ON r.id = c.region_id) AS j ORDER BY 1
## a join with an alias and names for its columns
SELECT a, b, v, city FROM (customers c JOIN regions r ON r.id = c.region_id) AS j (a, b, town, v) JOIN (SELECT 'x' AS city) z ON true ORDER BY a
## a join with an alias inside a join
SELECT j.name, l."Text" FROM (customers c JOIN orders o ON o.customer_id = c.id) AS j (cid, name) LEFT JOIN "Line Items" l ON l.order_id = j.cid ORDER BY 1, 2
## a join with an alias hides the tables' names
SELECT c.name FROM (customers c JOIN orders o ON o.customer_id = c.id) AS j
## a join with USING and an alias
SELECT j.* FROM (customers JOIN regions USING (name)) AS j
## columns by position, all
SELECT * FROM customers AS t (a, b, c, d, e) ORDER BY a
## columns by position, some
SELECT t.a, b, t.city, vip FROM customers t (a, b) ORDER BY a
## columns by position that exchange names
SELECT name, city FROM customers AS c (id, city, name) ORDER BY c.id
## columns by position of a table with quoted columns
SELECT i, u * 2 AS twice, t FROM "Line Items" AS x ("i", "o", u, t) ORDER BY i
## columns by position in a self join
SELECT x.b, y.b FROM customers x (a, b) JOIN customers AS y (a, b) ON y.a = x.a + 1 ORDER BY x.a
## columns by position of ONLY and a sample
SELECT a, b FROM ONLY customers AS t (a, b) TABLESAMPLE SYSTEM (100) ORDER BY a
## a sample whose size a parameter gives
# with numeric 100
SELECT a, b FROM customers AS t (a, b) TABLESAMPLE BERNOULLI (?) ORDER BY a
## a sample whose size is a column
SELECT a, b FROM (VALUES (100)) AS p (size), LATERAL (SELECT * FROM customers AS t (a, b) TABLESAMPLE BERNOULLI (p.size)) x ORDER BY a
## a sample whose size is a column that it cannot see
SELECT a, b FROM (VALUES (100)) AS p (size), customers AS t (a, b) TABLESAMPLE BERNOULLI (p.size) ORDER BY a
## columns by position with a system column
# refused on OLD, BOTH_READ_OLD, BOTH_READ_NEW, NEW: a derived table has no system columns
SELECT t.tableoid::regclass, a FROM customers AS t (a)
## too many columns by position
SELECT a FROM customers AS t (a, b, c, d, e, f)
## columns of a common table by position over a star
WITH x (a, b) AS (SELECT * FROM customers) SELECT a, b, city, vip FROM x ORDER BY a
## columns of a derived table by position over a star
SELECT a, b, note FROM (SELECT * FROM orders) AS t (a, customer, b) ORDER BY a
## columns of a recursive table by position over a star
WITH RECURSIVE x (a, b) AS (SELECT * FROM customers WHERE id = 1 UNION ALL SELECT c.* FROM customers c JOIN x ON c.id = x.a + 1) SELECT a, b, vip FROM x ORDER BY a
## the hidden name of a table with columns by position
SELECT full_name FROM customers AS t (a, b)
## the old name of a column that has another by position
SELECT name FROM customers AS t (a, b)
## a star beside an unnamed function
SELECT * FROM customers, generate_series(1, 2) ORDER BY id, 6
## a star beside an unnamed function of several columns
SELECT * FROM customers, json_each('{"name": 1}') ORDER BY id
## a star beside an unnamed derived table
SELECT * FROM customers, (SELECT 1 AS full_name) ORDER BY id
## a star over a NATURAL JOIN with an unnamed derived table
SELECT * FROM orders NATURAL JOIN (SELECT 1 AS amount_cents, 10.00 AS amount) ORDER BY id
## a bare name that may be a function's column
SELECT id FROM customers WHERE EXISTS (SELECT 1 FROM json_each_text('{"a": "Ada"}') WHERE value = name) ORDER BY id
## a bare name that is the column of a function inside
SELECT id FROM customers WHERE EXISTS (SELECT 1 FROM json_to_record('{"name": "Bob"}') AS j (name text) WHERE name = 'Bob') ORDER BY id
## a bare name that is the column of an unknown function inside
SELECT id, (SELECT max(vip || key) FROM json_each_text('{"name": "Bob"}') AS j (vip)) FROM customers ORDER BY id
## a hidden name that is a function's column
SELECT amount_cents FROM orders, jsonb_to_record('{"amount_cents": 5}') AS j (amount_cents int) WHERE orders.id = 1
## a hidden name that may be a function's column
SELECT count(*) FROM orders, LATERAL (SELECT key AS k FROM json_each('{"k": 1}')) f WHERE k = 'k' AND amount > 1
## a bare name of an updated table that may be a function's column
# refused on OLD, BOTH_READ_OLD, BOTH_READ_NEW, NEW: the target of an update cannot be derived
UPDATE customers SET city = 'x' WHERE EXISTS (SELECT 1 FROM json_each_text('{"a": "Ada"}') WHERE value = name)
## a column whose table has lost its name to another
SELECT x.n FROM customers c, LATERAL (SELECT name AS n FROM orders c LIMIT 1) x ORDER BY 1
## a retyped column whose table has lost its name to another
SELECT x.n FROM orders c, LATERAL (SELECT amount AS n FROM customers c WHERE c.id = 1) x ORDER BY 1
## a merged name that a table outside the join hides
SELECT amount_cents FROM (archive JOIN regions USING (name, amount_cents)), orders WHERE orders.id = 1
## a merged name that a table of a subquery hides
SELECT (SELECT count(amount_cents) FROM orders WHERE orders.id = 1) FROM archive FULL JOIN regions USING (name, amount_cents)
## three tables merged by one column
SELECT id, name, amount, "Text" FROM customers JOIN orders USING (id) JOIN (SELECT "Id" AS id, "Text" FROM "Line Items") l USING (id) ORDER BY id
## three tables merged by a changed column
SELECT amount, count(*) FROM orders a JOIN orders b USING (amount) LEFT JOIN orders c USING (amount) GROUP BY amount ORDER BY 1
## USING, sorted by the column that is joined by
SELECT o.id, amount FROM orders o JOIN (VALUES (10.00), (20.50)) AS v (amount) USING (amount) ORDER BY o.amount DESC LIMIT 1
## USING, with the largest and the smallest of the column that is joined by
SELECT max(o.amount), min(amount), max(o.quantity) FROM orders o JOIN (VALUES (10.00), (20.50)) AS v (amount) USING (amount)
## USING, with conditions on the column that is joined by
# with numeric 15 | numeric 20.50
SELECT o.id FROM orders o JOIN (VALUES (10.00), (20.50)) AS v (amount) USING (amount) WHERE o.amount > ? AND amount IN (?) AND o.quantity = 2
## a merged name that a third table has as well
SELECT amount FROM orders a JOIN orders b USING (amount), orders c
## a merged name that a table joined by a condition has as well
SELECT count(*) FROM orders a JOIN orders b USING (amount) RIGHT JOIN orders c ON a.id = c.id WHERE amount > 1
## a merged name in the condition of a join with a table that has it as well
SELECT a.id FROM orders c JOIN (orders a JOIN orders b USING (amount)) ON amount = c.amount
## a merged name that two joins have
SELECT amount FROM (orders a NATURAL JOIN orders b) JOIN (orders c JOIN orders d USING (amount)) ON a.id = c.id
## a star over a NATURAL JOIN that merges nothing, with two columns of one name
SELECT * FROM (SELECT id AS one, id + 1 AS one FROM customers) x NATURAL JOIN orders ORDER BY 1, 2, 3
## a star over USING with a side that has two columns of one name
SELECT * FROM (SELECT id, 1 AS one, 2 AS one FROM customers) x JOIN orders USING (id) ORDER BY 1
## a star over a merged name that a third table has as well
SELECT * FROM orders a JOIN orders b USING (id) JOIN customers c ON c.id = a.id ORDER BY 1
## a star over a merged changed column that a third table has as well
SELECT * FROM orders a JOIN orders b USING (amount), orders c WHERE a.id = b.id AND c.id = 1 ORDER BY a.id
## sorted by a column of a star whose name two relations have
SELECT a.* FROM orders a, orders b WHERE b.id = 1 ORDER BY amount, id
## distinct on a column of a star whose name two relations have
SELECT DISTINCT ON (customer_id) a.* FROM orders a JOIN orders b USING (id) ORDER BY customer_id, amount
## sorted by a column that a star shows twice
SELECT * FROM orders a, orders b ORDER BY amount
## a column merged by NATURAL JOIN, in a lateral subquery
SELECT a.id, t.n FROM customers a NATURAL JOIN customers b JOIN LATERAL (SELECT name AS n FROM regions r WHERE r.id = region_id) t ON true ORDER BY a.id
## a column merged by USING, in a lateral subquery and a function
SELECT t.n, f.x FROM customers a JOIN customers b USING (name), LATERAL (SELECT upper(name) AS n) t, LATERAL lower(name) AS f(x) ORDER BY t.n
## USING a column that the right side has not, before a name that is ambiguous
SELECT name FROM customers JOIN regions USING (vip)
## USING a column that the left side has not, before a name that is ambiguous
SELECT name FROM regions JOIN customers USING (vip)
## USING a column that neither has, before a hidden name
SELECT full_name FROM regions JOIN customers USING (nowhere)
