Generated keys: what flags and names mean where a statement sees several tables. pgjdbc asks for them by bare, quoted names.

## a name that two tables have, of an UPDATE
# keys id
UPDATE orders SET note = 'x' FROM products p WHERE p.id = orders.id
## a name that two tables have, of a DELETE
# keys id
DELETE FROM orders USING products p WHERE p.id = orders.id
## a name that two tables have, below a join
# keys id
DELETE FROM "Line Items" l USING orders o JOIN products p ON p.id = o.id WHERE l.order_id = o.id
## a changed name that two tables have
# keys city, name
UPDATE regions SET id = regions.id FROM customers c WHERE c.region_id = regions.id AND c.id = 1
## a changed name that two tables have, the one that is written among them
# keys amount
UPDATE orders SET note = 'x' FROM archive a
## a name that USING merged is ambiguous beside the table that is written
# keys id
UPDATE orders SET note = 'x' FROM products p JOIN customers c USING (id) WHERE id = 2 AND orders.customer_id = c.id
## a name that USING merged
# keys id, title
UPDATE "Line Items" SET order_id = 2 FROM products p JOIN customers c USING (id) WHERE "Id" = 2 AND c.id = 2
## a changed name of the joined table
# keys title, note
UPDATE orders SET note = 'x' FROM products p WHERE p.id = orders.id
## a computed name of the joined table
# keys net, amount
DELETE FROM orders USING products p WHERE p.id = orders.id
## changed names of the joined table, the written one not migrating
# keys vip, city
UPDATE regions SET id = regions.id FROM customers c WHERE c.region_id = regions.id AND c.id = 1
## a computed name from below an outer join
# keys tag, amount
UPDATE orders SET note = 'x' FROM customers c LEFT JOIN products p ON p.id = c.id + 1 WHERE c.id = orders.customer_id
## a name that the other table hides
# keys full_name
UPDATE regions SET id = regions.id FROM customers c WHERE c.region_id = regions.id AND c.id = 1
# only old
## a hidden name of the joined table
# keys gross
UPDATE orders SET note = 'x' FROM products p WHERE p.id = orders.id
## a name of a derived table
# keys total
UPDATE orders SET note = 'x' FROM (SELECT id AS key, net AS total FROM products) q WHERE q.key = orders.id
## a name that is no column, of two tables
# keys nothing
UPDATE orders SET note = 'x' FROM products p WHERE p.id = orders.id
## two relations of one name
# keys id
UPDATE orders SET note = 'x' FROM products orders WHERE true
## a system column
# keys tableoid
# rows differ
UPDATE orders SET amount = 3 WHERE id = 1
## names beside a function
# keys amount, note
UPDATE orders SET note = 'x' FROM generate_series(1, 2) AS g WHERE g = id
## names beside a function without a name
# keys amount, note
UPDATE orders SET note = 'x' FROM generate_series(1, 2) WHERE generate_series = id
## a star beside a function without a name
# keys auto
# refused on OLD, BOTH_READ_OLD, BOTH_READ_NEW, NEW: a function without an alias cannot be named
UPDATE regions SET id = regions.id FROM customers c, generate_series(1, 2) WHERE c.region_id = regions.id AND c.id = 1
## a whole row
# keys p
# refused on OLD, BOTH_READ_OLD, BOTH_READ_NEW, NEW: its type has the columns of both shapes
UPDATE orders SET note = 'x' FROM products p WHERE p.id = orders.id
## a name of the source, of a MERGE
# keys key, amount
WITH v AS (SELECT 1 AS key) MERGE INTO orders USING v ON id = key
WHEN MATCHED THEN UPDATE SET amount = 3
## a name that both have, of a MERGE
# keys id
WITH v AS (SELECT 1 AS id) MERGE INTO orders USING v ON orders.id = v.id
WHEN MATCHED THEN UPDATE SET amount = 3
