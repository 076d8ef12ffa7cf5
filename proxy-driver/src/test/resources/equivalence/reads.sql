Clauses and commands that read, each by its name; rows made of JSON; XML; system columns.

## json_populate_record
# only old
SELECT * FROM json_populate_record(NULL::customers, '{"id": 7, "name": "Eve", "vip": true, "full_name": "other"}')
## json_populate_record in the new shape
# only new
SELECT * FROM json_populate_record(NULL::customers, '{"id": 7, "full_name": "Eve", "status": "vip", "name": "other"}')
## jsonb_populate_record with an alias and columns
# with text {"id": 3, "amount": 1.005, "quantity": 2, "note": "x"}
# only old
SELECT r.amount, quantity, r.note, r.* FROM jsonb_populate_record(CAST(NULL AS orders), CAST(? AS jsonb)) AS r
## json_populate_recordset
SELECT x.id, x.name FROM json_populate_recordset(NULL::customers, '[{"id": 1, "name": "a"}, {"id": 2}]') x ORDER BY id
## json_populate_recordset of nothing
SELECT * FROM json_populate_recordset(NULL::customers, NULL)
## jsonb_populate_record of each row
SELECT c.id, r.amount FROM customers c, LATERAL jsonb_populate_record(NULL::orders, jsonb_build_object('amount', c.id)) r ORDER BY c.id
## a populated record as JSON
SELECT to_jsonb(x) FROM jsonb_populate_record(NULL::customers, '{"id": 7, "city": "Ulm"}') AS x
## rows inserted from JSON
INSERT INTO orders SELECT * FROM json_populate_recordset(NULL::orders, '[{"id": 91, "amount": 2.5, "quantity": 3, "placed_on": "2026-05-05"}, {"id": 92}]')
# only old
## rows inserted from JSON, some columns
INSERT INTO customers (id, name, city) SELECT id, name, city FROM json_populate_recordset(NULL::customers, '[{"id": 91, "name": "Eve"}]')
# only old
## a value too long for a populated record
SELECT * FROM json_populate_record(NULL::customers, json_build_object('name', repeat('x', 50)))
# only old
## the row type of a table outside the search path
# refused on OLD, BOTH_READ_OLD, BOTH_READ_NEW, NEW: the type has the columns of both shapes
SELECT (json_populate_record(NULL::depot.stock, '{"count": 3}')).*
## a populated record whose type shows
# refused on OLD, BOTH_READ_OLD, BOTH_READ_NEW, NEW: the type has the columns of both shapes
SELECT x FROM json_populate_record(NULL::customers, '{"id": 7}') x
## a populated record in a select list
# refused on OLD, BOTH_READ_OLD, BOTH_READ_NEW, NEW: the type has the columns of both shapes
SELECT (json_populate_record(NULL::customers, '{"id": 7}')).id
## the array type of the table
# refused on OLD, BOTH_READ_OLD, BOTH_READ_NEW, NEW: the type has the columns of both shapes
SELECT NULL::customers[]
## a cast to the row type
# refused on OLD, BOTH_READ_OLD, BOTH_READ_NEW, NEW: the type has the columns of both shapes
SELECT ROW(1, 'x', 'y', true, 1)::customers
## xmlforest with a comment behind a name
SELECT xmlforest(name /* the name */, city, c.vip AS v)::text FROM customers c ORDER BY id
## xmlattributes
SELECT xmlelement(NAME c, xmlattributes(name, city AS town, id), note)::text FROM customers c JOIN orders o ON o.customer_id = c.id ORDER BY o.id
## xmlattributes of a retyped column
SELECT xmlelement(NAME o, xmlattributes(amount, o.quantity), xmlforest(o.placed_on))::text FROM orders o ORDER BY id
# only old
## xmlelement with content
SELECT xmlelement(NAME o, amount, ' ', note)::text FROM orders ORDER BY id
## quoted names in xmlforest
SELECT xmlforest("Unit Price", "Text", "Id")::text FROM "Line Items" ORDER BY "Id"
## XMLTABLE over a changed column
SELECT c.id, x.n FROM customers c, XMLTABLE('/r' PASSING xmlelement(NAME r, xmlattributes(c.name AS n)) COLUMNS n text PATH '@n') AS x ORDER BY c.id
## XMLTABLE that shares a name with a changed column
SELECT c.id, x.name FROM customers c, LATERAL XMLTABLE('/r' PASSING xmlelement(NAME r, name) COLUMNS name text PATH '.', n FOR ORDINALITY) AS x ORDER BY c.id
## a path of JSON over a changed column
SELECT o.id, j FROM orders o, jsonb_path_query(jsonb_build_object('a', o.amount), '$.a') AS j ORDER BY o.id
## JSON functions over changed columns
SELECT json_build_object('n', name, 'v', vip)::text, jsonb_build_array(name), to_json(name) FROM customers ORDER BY id
## JSON operators over changed columns
SELECT id FROM products WHERE to_jsonb(title) = '"Axe"' OR data -> 'name' = to_jsonb(lower(title)) ORDER BY id
## FOR UPDATE OF one of two migrating tables
SELECT c.name, o.amount FROM customers c JOIN orders o ON o.customer_id = c.id WHERE c.id = 1 ORDER BY o.id FOR UPDATE OF c
## FOR SHARE and FOR KEY SHARE
SELECT c.name, o.amount FROM customers c JOIN orders o ON o.customer_id = c.id ORDER BY o.id FOR SHARE OF c FOR KEY SHARE OF o
## FOR UPDATE NOWAIT with a condition on a changed column
# with numeric 20.50
SELECT id FROM orders WHERE amount = ? FOR UPDATE NOWAIT
## FOR UPDATE inside a common table
WITH t AS (SELECT id, name FROM customers WHERE vip FOR UPDATE SKIP LOCKED) SELECT * FROM t ORDER BY id
# only old
## TABLESAMPLE with a seed and a star
SELECT * FROM orders TABLESAMPLE BERNOULLI (100) REPEATABLE (1) ORDER BY id
## TABLESAMPLE with an alias
SELECT o.amount FROM orders AS o TABLESAMPLE SYSTEM (100) WHERE o.amount > 1 ORDER BY 1
## TABLESAMPLE behind a star
SELECT id FROM orders * TABLESAMPLE BERNOULLI (100) ORDER BY id
## TABLESAMPLE behind ONLY in parentheses
SELECT customers.id FROM ONLY (customers) TABLESAMPLE SYSTEM (100) ORDER BY id
## ONLY with an alias, in parentheses, and with a star
SELECT c.name FROM ONLY (customers) AS c ORDER BY c.id
## ONLY in a join with a star
SELECT * FROM ONLY customers c JOIN ONLY orders o ON o.customer_id = c.id ORDER BY o.id
## GROUPING SETS over retyped columns
SELECT amount, quantity, grouping(amount), count(*) FROM orders GROUP BY GROUPING SETS ((amount), (amount, quantity), ()) ORDER BY 1, 2, 3, 4
## ROLLUP over an expression of a retyped column
SELECT amount * 2, quantity, sum(amount) FROM orders GROUP BY ROLLUP (amount * 2, quantity) ORDER BY 1, 2, 3
## CUBE over a retyped and a renamed column
SELECT o.amount, c.name, count(*) FROM orders o JOIN customers c ON c.id = o.customer_id GROUP BY CUBE (o.amount, c.name) ORDER BY 1, 2, 3
## GROUP BY DISTINCT with grouping sets
SELECT amount, quantity, count(*) FROM orders GROUP BY DISTINCT ROLLUP (amount, quantity), ROLLUP (amount) ORDER BY 1, 2, 3
## GROUP BY a retyped column in a prepared statement
# with numeric 1 | numeric 5
SELECT amount + 1, count(*) FROM orders WHERE amount > ? GROUP BY amount HAVING sum(amount) > ? ORDER BY amount + 1
## GROUP BY an expression with a parameter
# with numeric 2
SELECT x, count(*) FROM (SELECT amount * ? AS x FROM orders) t GROUP BY x ORDER BY 1
## GROUP BY the primary key of an outer joined table
SELECT o.id, o.amount, o.placed_on, count(c.name) FROM customers c RIGHT JOIN orders o ON o.customer_id = c.id GROUP BY o.id ORDER BY o.id
## GROUP BY the primary key of the table that an outer join may not find
SELECT c.id, o.id, o.amount, o.quantity FROM customers c LEFT JOIN orders o ON o.customer_id = c.id GROUP BY c.id, o.id ORDER BY 1, 2
## a retyped column of a row that an outer join does not find
SELECT c.id, o.amount, o.quantity, o.placed_on, coalesce(o.amount, -1) FROM customers c LEFT JOIN orders o ON o.customer_id = c.id AND o.amount > 5 ORDER BY 1, 2
## a star of a row that an outer join does not find
SELECT o.*, l.* FROM "Line Items" l FULL JOIN orders o ON o.id = l.order_id ORDER BY o.id, l."Id"
## an anti-join over a changed column
SELECT c.id FROM customers c LEFT JOIN orders o ON o.customer_id = c.id AND o.amount < 50 WHERE o.amount IS NULL ORDER BY 1
## nested outer joins
SELECT r.id, c.name, o.amount FROM regions r LEFT JOIN (customers c LEFT JOIN orders o ON o.customer_id = c.id) ON c.region_id = r.id ORDER BY 1, 2, 3
## HAVING without GROUP BY
SELECT sum(amount) FROM orders HAVING sum(amount) > 10
## FILTER with a changed column
SELECT sum(amount) FILTER (WHERE quantity > 1), count(*) FILTER (WHERE amount IS NULL) FROM orders
## ordered-set aggregates over a retyped column
SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY amount), mode() WITHIN GROUP (ORDER BY quantity) FROM orders
## windows over retyped columns
SELECT id, sum(amount) OVER w, rank() OVER (PARTITION BY quantity ORDER BY amount DESC NULLS LAST), first_value(amount) OVER (w RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) FROM orders WINDOW w AS (PARTITION BY customer_id ORDER BY id) ORDER BY id
## ORDER BY a label that equals another changed column
SELECT quantity AS amount, amount AS quantity FROM orders ORDER BY amount, quantity
## ORDER BY an ordinal of a retyped column with NULLS FIRST
SELECT amount, id FROM orders ORDER BY 1 DESC NULLS FIRST, 2
## ORDER BY USING
SELECT amount FROM orders ORDER BY amount USING >
## DISTINCT ON a retyped column with ORDER BY
SELECT DISTINCT ON (amount) amount, id, note FROM orders ORDER BY amount, id DESC
## DISTINCT ON a label and an ordinal
SELECT DISTINCT ON (q, 2) quantity AS q, amount FROM orders ORDER BY q, 2
## DISTINCT with ORDER BY a retyped column
SELECT DISTINCT amount, quantity FROM orders ORDER BY amount DESC NULLS LAST, quantity
## set operations over retyped columns
(SELECT amount FROM orders WHERE id < 4 INTERSECT SELECT amount FROM orders WHERE id > 1) UNION ALL SELECT 5 ORDER BY amount
## set operation with TABLE and VALUES
TABLE "Line Items" UNION ALL VALUES (9, 9::bigint, 1.25, 'v') ORDER BY 1
## LATERAL over a retyped column
SELECT o.id, l.d FROM orders o CROSS JOIN LATERAL (SELECT o.amount * 2 AS d) l ORDER BY o.id
## LATERAL with a star of a migrating table and a name that it hides
SELECT r.amount_cents, l.amount FROM regions r CROSS JOIN LATERAL (SELECT * FROM orders o WHERE o.quantity < amount_cents) l ORDER BY 1, 2
# only old
## WITH RECURSIVE over a retyped column
WITH RECURSIVE t (id, total) AS (SELECT id, amount FROM orders WHERE id = 1 UNION ALL SELECT o.id, (t.total + o.amount)::numeric(12,2) FROM orders o JOIN t ON o.id = t.id + 1 WHERE o.amount IS NOT NULL) SELECT * FROM t ORDER BY id
## WITH RECURSIVE, SEARCH and CYCLE
WITH RECURSIVE t AS (SELECT id, name FROM customers WHERE id = 1 UNION ALL SELECT c.id, c.name FROM customers c JOIN t ON c.id = t.id + 1) SEARCH DEPTH FIRST BY name SET ord CYCLE id SET looped USING path SELECT id, name, ord, looped FROM t ORDER BY ord
## EXPLAIN with a star and a parameter
# rows differ
# with numeric 5
EXPLAIN (COSTS OFF) SELECT * FROM orders WHERE amount > ?
## EXPLAIN of a join by name
# rows differ
EXPLAIN (COSTS OFF) SELECT name FROM customers JOIN (VALUES ('Ada')) AS v (name) USING (name)
## DECLARE CURSOR with a star and a hidden name
DECLARE k SCROLL CURSOR WITH HOLD FOR SELECT * FROM orders ORDER BY amount NULLS FIRST
;;
# plain
FETCH LAST FROM k
;;
# plain
FETCH PRIOR FROM k
;;
CLOSE k
## CREATE TABLE AS with a whole row and a join by name
CREATE TABLE copied AS SELECT to_jsonb(c) AS j, name FROM customers c JOIN (VALUES ('Ada', 1)) AS v (name, n) USING (name)
;;
SELECT * FROM copied
;;
DROP TABLE copied
## CREATE TABLE AS TABLE
CREATE TABLE copied AS TABLE orders
;;
SELECT * FROM copied ORDER BY id
;;
DROP TABLE copied
## CREATE TABLE AS WITH NO DATA and column names
CREATE TABLE copied (a, b) AS SELECT name, vip FROM customers WITH NO DATA
;;
SELECT * FROM copied
;;
DROP TABLE copied
## a materialized view over a migrating table
# refused on OLD, BOTH_READ_OLD, BOTH_READ_NEW, NEW: it would keep one shape for good
CREATE MATERIALIZED VIEW shown AS SELECT name FROM customers
;;
DROP MATERIALIZED VIEW IF EXISTS shown
## SELECT INTO of a star
SELECT * INTO copied FROM orders WHERE amount > 5
;;
SELECT * FROM copied ORDER BY id
;;
DROP TABLE copied
## system columns beside changed ones
SELECT ctid IS NOT NULL AS c, xmin IS NOT NULL AS x, name, orders.tableoid::regclass, amount FROM customers JOIN orders ON orders.id = customers.id ORDER BY customers.id
## a star over a partitioned table
SELECT * FROM parcels ORDER BY id
## a partitioned table with conditions on changed columns
# with numeric 1
SELECT id, hub, weight_kg FROM parcels WHERE weight_kg > ? AND hub <> 'west' ORDER BY id
## the partition of each row
SELECT tableoid::regclass, memo FROM parcels ORDER BY id
## whole rows of a partitioned table
SELECT json_agg(p ORDER BY id), count(p) FROM parcels p
## an update that moves a row to another partition
UPDATE parcels SET hub = 'east', weight_kg = weight_kg + 1 WHERE id = 1 RETURNING *
## an insert into partitions
INSERT INTO parcels (id, hub, memo, weight_kg) VALUES (11, 'north', 'new', 2.5), (12, 'nowhere', 'newer', NULL) RETURNING hub, memo, weight_kg
## a delete from partitions
DELETE FROM parcels WHERE weight_kg < 1 OR memo = 'late' RETURNING id, memo
## an upsert into a partitioned table
INSERT INTO parcels AS p (id, hub, memo, weight_kg) VALUES (1, 'north', 'again', 9) ON CONFLICT (id, hub) DO UPDATE SET memo = excluded.memo, weight_kg = p.weight_kg + excluded.weight_kg
## ONLY of a partitioned table
SELECT memo FROM ONLY parcels
## a column that is never NULL, of a row that a left join does not find
SELECT s.item, p.memo, p.memo || '!' AS shout, p.weight_kg FROM depot.stock s LEFT JOIN parcels p ON p.hub = s."Loc" AND p.memo <> '' ORDER BY s.item
## a column that is never NULL, of rows that a full join does not find
SELECT p.memo, s.item FROM parcels p FULL JOIN depot.stock s ON s."Loc" = p.hub ORDER BY p.id, s.item
## a column that is never NULL, in a join by its name
SELECT memo, p.memo, x.memo, p.id FROM parcels p FULL JOIN (VALUES ('cold'), ('hot')) AS x (memo) USING (memo) ORDER BY memo, p.id
## a star of rows that a right join does not find
SELECT p.*, s.item FROM parcels p RIGHT JOIN depot.stock s ON s."Loc" = p.hub ORDER BY s.item
## a whole row with a column that is never NULL, which an outer join does not find
SELECT to_jsonb(p), p IS NULL, count(p) OVER () FROM depot.stock s LEFT JOIN parcels p ON p.hub = s."Loc" ORDER BY s.item
## a condition on a column that is never NULL, of rows that are not found
SELECT s.item FROM depot.stock s LEFT JOIN parcels p ON p.hub = s."Loc" WHERE p.memo IS NULL OR p.memo = '' ORDER BY 1
## a column that is never NULL in the condition of nested joins
SELECT s.item, p.memo, q.memo FROM depot.stock s LEFT JOIN (parcels p LEFT JOIN parcels q ON q.memo = p.memo AND q.id > p.id) ON p.hub = s."Loc" ORDER BY s.item
## an update from an outer join
UPDATE depot.stock SET "Loc" = coalesce(x.memo, 'none') FROM (SELECT s.item, p.memo FROM depot.stock s LEFT JOIN parcels p ON p.hub = s."Loc") x WHERE x.item = stock.item
## aggregates over a column that is never NULL, of rows that are not found
SELECT s.item, count(p.memo), max(p.memo) FROM depot.stock s LEFT JOIN parcels p ON p.hub = s."Loc" GROUP BY s.item ORDER BY 1
## GROUP BY a column that is never NULL, of rows that are not found
SELECT p.memo, count(*) FROM depot.stock s LEFT JOIN parcels p ON p.hub = s."Loc" GROUP BY p.memo ORDER BY 1
