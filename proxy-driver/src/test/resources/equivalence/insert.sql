INSERT: lists, defaults, RETURNING, generated keys, ON CONFLICT, batches, errors.

## named columns
# only old
INSERT INTO customers (name, city, vip) VALUES ('Eve', 'Kiel', true)
## named columns in another order
INSERT INTO customers (vip, city, name) VALUES (NULL, 'Kiel', 'Eve')
## parameters
# with text Eve | bool true | text Kiel
# only old
INSERT INTO customers (name, vip, city) VALUES (?, ?, ?)
## parameter of a retyped column
# with int 1 | numeric 12.34
INSERT INTO orders (customer_id, amount) VALUES (?, ?)
## parameter of a text that stands for a date
# with text 2026-05-06 | int 3
# only old
INSERT INTO orders (placed_on, quantity) VALUES (?, ?)
## parameter of a date that was a text
# with localdate 2026-05-06 | long 3
# only new
INSERT INTO orders (placed, units) VALUES (?, ?)
## parameter twice in one row
# with numeric 1.25 | numeric 2.50
INSERT INTO orders (amount, note) VALUES (?, ?)
## NULL parameters
# with null | nullnumeric
INSERT INTO orders (placed_on, amount) VALUES (?, ?)
## without a column list
INSERT INTO customers VALUES (77, 'Eve', 'Kiel', true, 1)
# only old
## without a column list, in the new order
# only new
INSERT INTO customers VALUES (77, 'Kiel', 1, 'Eve', 'vip')
## without a column list, fewer values
INSERT INTO customers VALUES (77, 'Eve')
# only old
## without a column list, all of a table with quoted names
INSERT INTO "Line Items" VALUES (9, 1, 3.25, 'nine')
# only old
## without a column list, more values than columns
INSERT INTO depot.stock VALUES ('x', 'y', 3, 4, 5)
## several rows
INSERT INTO orders (amount, quantity) VALUES (1.10, 1), (2.20, NULL), (NULL, 3)
## several rows with parameters
# with numeric 1.10 | int 1 | numeric 2.20 | int 2
INSERT INTO orders (amount, quantity) VALUES (?, ?), (?, ?)
## DEFAULT in a row
INSERT INTO orders (amount, quantity) VALUES (DEFAULT, DEFAULT), (1, DEFAULT), (DEFAULT, 7)
## omitted columns get their defaults
INSERT INTO orders (note) VALUES ('plain')
## DEFAULT VALUES
INSERT INTO orders DEFAULT VALUES
## DEFAULT VALUES with RETURNING
INSERT INTO orders DEFAULT VALUES RETURNING *
## explicit NULL where a default is
INSERT INTO orders (amount, quantity) VALUES (NULL, NULL)
## expressions
INSERT INTO orders (amount, quantity, note) VALUES (1 + 2.5, 3 * 2, upper('x'))
## rounding on assignment
INSERT INTO orders (amount) VALUES (1.005), (2.675), (1e1)
## a number as text literal
INSERT INTO orders (amount, quantity) VALUES ('12.5', '4')
## a text literal that is no number
INSERT INTO orders (amount) VALUES ('twelve')
## a text expression where a number is wanted
INSERT INTO orders (amount) VALUES ('12'::text)
## a text parameter where a number is wanted
# with text 12
INSERT INTO orders (amount) VALUES (?)
## a boolean where a number is wanted
INSERT INTO orders (quantity) VALUES (true)
## a number where a text is wanted
INSERT INTO products (id, title, tag) VALUES (9, 12, 13)
## a float where a number is wanted
INSERT INTO orders (amount, quantity) VALUES (2.5::float8, 2.5::float8)
## a number where a boolean is wanted
# only old
INSERT INTO customers (name, vip) VALUES ('x', 1)
## scalar subquery as value
INSERT INTO orders (customer_id, quantity) VALUES (1, (SELECT max(id)::int FROM customers))
## scalar subquery as value of a changed column
INSERT INTO orders (amount) VALUES ((SELECT max(amount) FROM orders))
## scalar subquery as value of a renamed column
INSERT INTO customers (name) VALUES ((SELECT name FROM customers WHERE id = 1))
## volatile value of an unchanged column
INSERT INTO orders (note) VALUES (random()::text)
# content differs
## volatile value of a changed column
SELECT setseed(0.25)
;;
INSERT INTO orders (amount) VALUES (random() * 100) RETURNING amount
## volatile value of a renamed column
SELECT setseed(0.25)
;;
INSERT INTO customers (name) VALUES ('n' || random()) RETURNING name
## a sequence's value in a changed column
INSERT INTO orders (amount, quantity) VALUES (nextval('counter'), 5), (nextval('counter'), nextval('counter')) RETURNING amount, quantity
## a function that tells that it is called
INSERT INTO orders (quantity) VALUES (loud(3))
## now() in a changed column
INSERT INTO customers (name) VALUES (to_char(now(), 'YYYY'))
## RETURNING star
INSERT INTO customers (name) VALUES ('Eve') RETURNING *
## RETURNING columns
INSERT INTO orders (amount, quantity) VALUES (1.23, 4) RETURNING id, amount, quantity
## RETURNING expressions
INSERT INTO orders (amount) VALUES (1.23) RETURNING amount * 2, amount AS a, upper(note), placed_on
## RETURNING qualified
INSERT INTO customers AS c (name) VALUES ('Eve') RETURNING c.name, c.*
## RETURNING a hidden column
INSERT INTO customers (name) VALUES ('Eve') RETURNING full_name
## RETURNING of several rows
INSERT INTO orders (amount) VALUES (1), (2) RETURNING id, amount
## generated keys by flag
# keys auto
INSERT INTO orders (amount) VALUES (5.55)
## generated keys by flag, of a renamed column's table
# keys auto
# with text Eve
INSERT INTO customers (name) VALUES (?)
## generated keys by name
# keys id, amount
INSERT INTO orders (amount, quantity) VALUES (5.55, 2)
## generated keys by names of changed columns
# keys name, vip
INSERT INTO customers (name) VALUES ('Eve')
## generated keys by a name that is no column
# keys nothing
INSERT INTO customers (name) VALUES ('Eve')
## generated keys by a hidden name
# keys full_name
INSERT INTO customers (name) VALUES ('Eve')
## generated keys beside RETURNING
# keys auto
INSERT INTO customers (name) VALUES ('Eve') RETURNING id
## generated keys of several rows
# keys id
INSERT INTO orders (amount) VALUES (1), (2), (3)
## batch of prepared rows
# with text Eve | text Kiel
# with text Fay | text Jena
# with text Gil | text Köln
INSERT INTO customers (name, city) VALUES (?, ?)
## batch of prepared rows with generated keys
# keys id
# with numeric 1.11
# with numeric 2.22
INSERT INTO orders (amount) VALUES (?)
## batch of prepared rows with all generated keys
# keys auto
# with numeric 1.11
# with numeric 2.22
INSERT INTO orders (amount) VALUES (?)
## batch of prepared rows, one fails
# with numeric 1.11
# with numeric -2.22
# with numeric 3.33
INSERT INTO orders (amount) VALUES (?)
## batch of plain statements
INSERT INTO orders (amount) VALUES (1.11)
&&
UPDATE orders SET amount = 2.22 WHERE id = 1
&&
DELETE FROM "Line Items" WHERE "Id" = 1
## batch of plain statements, one fails
INSERT INTO orders (amount) VALUES (1.11)
&&
INSERT INTO orders (amount) VALUES (-1)
&&
INSERT INTO orders (amount) VALUES (3.33)
## INSERT of an unknown column
INSERT INTO customers (name, nothing) VALUES ('a', 'b')
## INSERT of a hidden column
INSERT INTO customers (name, full_name) VALUES ('a', 'b')
## a column named twice
INSERT INTO customers (name, name) VALUES ('a', 'b')
## fewer values than columns
INSERT INTO customers (name, vip) VALUES ('a')
## more values than columns
INSERT INTO customers (name) VALUES ('a', 'b')
## rows of different lengths
INSERT INTO customers (name, city) VALUES ('a', 'b'), ('c')
## NOT NULL violated
INSERT INTO customers (name) VALUES (NULL)
## NOT NULL violated by omission
INSERT INTO customers (city) VALUES ('Kiel')
## unique violated
INSERT INTO products (id, sku, net) VALUES (9, 'A-1', 77)
## unique on a computed column violated
INSERT INTO products (id, net) VALUES (9, 20.00)
## primary key violated
INSERT INTO products (id, sku, net) VALUES (1, 'Z-9', 3)
## check violated
INSERT INTO orders (amount) VALUES (-0.01)
## foreign key violated
INSERT INTO orders (customer_id, amount) VALUES (99, 1)
## too long for a renamed varchar
INSERT INTO customers (name) VALUES ('12345678901234567890123456789012345678901')
## too long for a varchar that becomes text
# only old
INSERT INTO products (id, title) VALUES (9, '123456789012345678901')
## too long, but only in blanks
INSERT INTO products (id, title) VALUES (9, '12345678901234567890   ')
# only old
## too long for a quoted one
INSERT INTO products (id, sku) VALUES (9, '123456789')
## out of range of numeric(12,2)
# only old
INSERT INTO orders (amount) VALUES (12345678901)
## out of range of integer
# only old
INSERT INTO orders (quantity) VALUES (3000000000)
## division by zero
INSERT INTO orders (amount) VALUES (1 / (SELECT 0))
## syntax error
INSERT INTO customers (name VALUES ('a')
## syntax error at the end
INSERT INTO customers (name) VALUES ('a') RETURNING
## ON CONFLICT DO NOTHING
INSERT INTO products (id, sku, net) VALUES (1, 'Q', 90), (8, 'H-8', 91) ON CONFLICT DO NOTHING
## ON CONFLICT DO NOTHING with a target
INSERT INTO products (id, sku, net) VALUES (1, 'Q', 90), (8, 'H-8', 91) ON CONFLICT (id) DO NOTHING RETURNING id, sku, net
## ON CONFLICT on a renamed column
INSERT INTO products (id, sku, net, title) VALUES (8, 'A-1', 92, 'New') ON CONFLICT (sku) DO UPDATE SET title = EXCLUDED.title
## ON CONFLICT on a computed column
INSERT INTO products (id, net) VALUES (8, 20.00) ON CONFLICT (net) DO UPDATE SET stock = products.stock + 1
## ON CONFLICT DO UPDATE with EXCLUDED of changed columns
INSERT INTO products (id, sku, net, tag) VALUES (1, 'N-1', 30, 'new') ON CONFLICT (id) DO UPDATE SET net = EXCLUDED.net, sku = EXCLUDED.sku, tag = EXCLUDED.tag
# only old
## ON CONFLICT DO UPDATE over stored and proposed
INSERT INTO products (id, net) VALUES (1, 30) ON CONFLICT (id) DO UPDATE SET net = products.net + EXCLUDED.net
## ON CONFLICT DO UPDATE with WHERE
INSERT INTO products (id, net) VALUES (1, 30), (2, 40) ON CONFLICT (id) DO UPDATE SET net = EXCLUDED.net WHERE products.net < 10
## ON CONFLICT DO UPDATE with WHERE over EXCLUDED
INSERT INTO products (id, net, title) VALUES (1, 30, 'a'), (2, 40, 'b') ON CONFLICT (id) DO UPDATE SET title = EXCLUDED.title WHERE EXCLUDED.net > 35 RETURNING id, net, title
## ON CONFLICT DO UPDATE with an alias
INSERT INTO products AS p (id, net) VALUES (1, 30) ON CONFLICT (id) DO UPDATE SET net = p.net + 1 RETURNING p.*
## ON CONFLICT DO UPDATE with parameters
# with int 1 | numeric 30 | numeric 2
INSERT INTO products (id, net) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET net = EXCLUDED.net + ?
## ON CONFLICT DO UPDATE to DEFAULT
INSERT INTO products (id, net) VALUES (2, 30) ON CONFLICT (id) DO UPDATE SET net = DEFAULT, stock = 9
## ON CONFLICT DO UPDATE with a row assignment
INSERT INTO products (id, net, title) VALUES (2, 30, 'row') ON CONFLICT (id) DO UPDATE SET (net, title) = (EXCLUDED.net, EXCLUDED.title)
## ON CONFLICT DO UPDATE of an omitted column takes the default proposed
INSERT INTO products (id) VALUES (2) ON CONFLICT (id) DO UPDATE SET net = EXCLUDED.net, title = EXCLUDED.title
## ON CONFLICT DO UPDATE twice the same row
INSERT INTO products (id, net) VALUES (1, 30), (1, 31) ON CONFLICT (id) DO UPDATE SET net = EXCLUDED.net
## ON CONFLICT with generated keys
# keys id, net
INSERT INTO products (id, net) VALUES (1, 30) ON CONFLICT (id) DO UPDATE SET net = EXCLUDED.net
## ON CONFLICT with a target that is not unique
INSERT INTO customers (name) VALUES ('Ada') ON CONFLICT (name) DO NOTHING
## ON CONFLICT ON CONSTRAINT
INSERT INTO products (id, net) VALUES (1, 30) ON CONFLICT ON CONSTRAINT products_pkey DO UPDATE SET net = 44
## ON CONFLICT in a batch
# with int 1 | numeric 30
# with int 7 | numeric 31
INSERT INTO products (id, net) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET net = EXCLUDED.net
## INSERT with a common table
WITH v AS (SELECT 5.25 AS x) INSERT INTO orders (amount) VALUES ((SELECT x FROM v))
## INSERT … SELECT of renamed columns
INSERT INTO customers (name, city) SELECT name || '!', city FROM customers WHERE id < 3
## INSERT … SELECT of retyped columns
INSERT INTO orders (customer_id, amount, quantity) SELECT customer_id, amount * 2, quantity + 1 FROM orders WHERE id < 4
## INSERT … SELECT with untyped literals
INSERT INTO orders (amount, placed_on, note) SELECT '1.25', '2026-01-01', 'lit' FROM customers WHERE id = 1
## INSERT … SELECT with parameters
# with numeric 2.25 | text p | int 2
INSERT INTO orders (amount, note) SELECT ?, ? FROM customers WHERE id < ?
## INSERT … SELECT with RETURNING
INSERT INTO customers (name, vip) SELECT name, vip FROM customers WHERE id = 1 RETURNING id, name, vip
## INSERT … SELECT star
INSERT INTO depot.stock SELECT item || '2', "Loc", count FROM depot.stock
# only old
## INSERT … SELECT without a list
INSERT INTO customers SELECT id + 100, name FROM customers
# only old
## INSERT … SELECT DISTINCT with ORDER BY and LIMIT
INSERT INTO orders (quantity) SELECT DISTINCT quantity FROM orders ORDER BY quantity DESC NULLS LAST LIMIT 2
## INSERT … SELECT from a union
INSERT INTO orders (amount) SELECT amount FROM orders WHERE id = 1 UNION ALL SELECT 7
## INSERT … SELECT from a set of rows of VALUES
INSERT INTO orders (amount, quantity) SELECT * FROM (VALUES (1.5, 2), (2.5, 3)) AS v (a, b)
## INSERT … SELECT … ON CONFLICT
INSERT INTO products (id, net, title) SELECT id, net + 50, 'again' FROM products ON CONFLICT (id) DO UPDATE SET net = EXCLUDED.net
## INSERT … SELECT of an unchanged column only
INSERT INTO products (id, net) SELECT id + 10, net + 100 FROM products
## INSERT … SELECT into a plain table
INSERT INTO archive (name, amount, quantity) SELECT name, amount, quantity FROM customers JOIN orders ON customer_id = customers.id RETURNING *
## INSERT … SELECT with too few columns
INSERT INTO customers (name, city) SELECT name FROM customers
## INSERT … SELECT that is too long
INSERT INTO customers (name) SELECT repeat('x', 41)
## INSERT … SELECT of text into a number
INSERT INTO orders (amount) SELECT note FROM orders
## INSERT … SELECT volatile
SELECT setseed(0.5)
;;
INSERT INTO orders (amount) SELECT random() * 10 FROM generate_series(1, 3) RETURNING amount
## OVERRIDING
INSERT INTO customers (id, name) OVERRIDING USER VALUE VALUES (70, 'Eve')
## INSERT into an aliased table
INSERT INTO orders AS o (amount) VALUES (3) RETURNING o.amount
## INSERT of quoted columns
INSERT INTO "Line Items" ("Id", "Unit Price", "Text") VALUES (9, 4.75, 'nine') RETURNING "Unit Price", "Text"
## INSERT into another schema
INSERT INTO depot.stock (item, "Loc") VALUES ('Dot', 'west') RETURNING *
## INSERT of an array beside changed columns
INSERT INTO products (id, title, tags, data) VALUES (9, 'Nut', ARRAY['a', 'b'], '{"x": [1, 2]}')
## a trigger that changes another column of the row
INSERT INTO depot.stock (item, "Loc", count) VALUES ('Nut', 'west', 5) RETURNING count, "Loc"
## INSERT … SELECT that ends in a rewritten item
INSERT INTO customers (name) SELECT (SELECT max(name) FROM customers)
## INSERT … SELECT that ends in a NATURAL JOIN
INSERT INTO customers (name) SELECT note FROM (SELECT 1::bigint AS id) x NATURAL JOIN orders
## ON CONFLICT DO UPDATE from a subquery, with generated keys
# keys id, net, title
INSERT INTO products (id, net) VALUES (1, 30) ON CONFLICT (id) DO UPDATE SET (net, title) = (SELECT max(net) + 1, 'most' FROM products)
## a row assignment's query without rows, of computed columns
INSERT INTO products (id, net) VALUES (1, 30) ON CONFLICT (id) DO UPDATE SET (net, tag) = (SELECT net, tag FROM products WHERE id = 99)
## INSERT … SELECT with a WITH that writes, which stands at the top only
INSERT INTO orders (amount, quantity) WITH gone AS (DELETE FROM products WHERE id = 2 RETURNING net, stock) SELECT net, stock FROM gone
## INSERT … SELECT in parentheses with a WITH that reads
INSERT INTO orders (amount) (WITH some AS (SELECT net FROM products WHERE id = 2) SELECT net FROM some)
## a common table that writes in every position
WITH a AS (INSERT INTO customers (name) VALUES ('Eve') RETURNING id, name), b AS (UPDATE orders SET amount = amount + 1 WHERE id = 1 RETURNING amount), c AS (DELETE FROM products WHERE id = 3 RETURNING *)
SELECT a.name, b.amount, c.net FROM a, b, c
## common tables that write, in front of writes
WITH a AS (INSERT INTO customers (name) VALUES ('Eve') RETURNING id, name), b AS (DELETE FROM "Line Items" RETURNING "Unit Price" AS p, "Text")
INSERT INTO orders (customer_id, amount, note) SELECT a.id, b.p, b."Text" || a.name FROM a, b RETURNING amount, note
## a common table that writes without RETURNING
WITH a AS (UPDATE orders SET amount = 1, quantity = 2) SELECT count(*), min(amount) FROM orders
