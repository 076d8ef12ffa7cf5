MERGE: every kind of action, on every kind of changed column.

## matched updates, not matched inserts
# only old
MERGE INTO customers c USING (VALUES (1, 'Ann'), (77, 'New')) AS v (id, name) ON c.id = v.id
WHEN MATCHED THEN UPDATE SET name = v.name
WHEN NOT MATCHED THEN INSERT (id, name) VALUES (v.id, v.name)
## matched updates of a computed column
MERGE INTO products USING (VALUES (1, 11.25), (2, NULL), (9, 99.99)) AS v (key, price) ON id = key
WHEN MATCHED THEN UPDATE SET net = price
WHEN NOT MATCHED BY TARGET THEN INSERT (id, net) VALUES (key, price)
## a bare name that both sides have, where only one is seen
MERGE INTO orders USING (SELECT 3::bigint AS id, 8.88 AS price UNION ALL SELECT 99, 9.99) AS v ON orders.id = v.id
WHEN NOT MATCHED THEN INSERT (id, amount) VALUES (id, price)
WHEN MATCHED AND amount IS NULL THEN DELETE
## delete and do nothing by conditions over changed columns
MERGE INTO orders o USING customers c ON o.customer_id = c.id
WHEN MATCHED AND o.amount > 50 THEN DELETE
WHEN MATCHED AND o.quantity = 2 THEN DO NOTHING
WHEN MATCHED THEN UPDATE SET quantity = o.quantity + 10, amount = o.amount + c.id
## not matched by source
MERGE INTO products p USING (VALUES (1)) AS v (key) ON p.id = key
WHEN NOT MATCHED BY SOURCE AND net < 10 THEN DELETE
WHEN NOT MATCHED BY SOURCE THEN UPDATE SET net = net * 2, sku = 'Z' || sku
## all three with RETURNING
MERGE INTO products p USING (VALUES (1, 2.50), (8, 88.00)) AS v (key, price) ON p.id = key
WHEN MATCHED THEN UPDATE SET net = price
WHEN NOT MATCHED THEN INSERT (id, net, sku) VALUES (key, price, 'S-8')
WHEN NOT MATCHED BY SOURCE THEN DELETE
RETURNING merge_action(), p.id, p.net, sku, key, price
## RETURNING star shows the source first
MERGE INTO orders AS o USING (SELECT id AS key, amount AS a FROM orders WHERE id < 3) AS v ON o.id = v.key
WHEN MATCHED THEN UPDATE SET amount = a + 1
RETURNING *
## RETURNING stars of the sides
MERGE INTO orders AS o USING (VALUES (1, 5)) AS v (key, n) ON o.id = v.key
WHEN MATCHED THEN UPDATE SET quantity = n
RETURNING v.*, o.*, merge_action() AS what
## RETURNING old and new
MERGE INTO orders AS o USING (VALUES (1, 5.55), (99, 6.66)) AS v (key, n) ON o.id = v.key
WHEN MATCHED THEN UPDATE SET amount = n
WHEN NOT MATCHED THEN INSERT (id, amount) VALUES (key, n)
WHEN NOT MATCHED BY SOURCE AND o.amount < 5 THEN DELETE
RETURNING merge_action(), o.id, old.amount, new.amount, new.amount - old.amount AS grown
## RETURNING stars of old and new
MERGE INTO products AS p USING (VALUES (1, 5.55), (99, 6.66)) AS v (key, n) ON p.id = v.key
WHEN MATCHED THEN UPDATE SET net = n
WHEN NOT MATCHED THEN INSERT (id, net) VALUES (key, n)
WHEN NOT MATCHED BY SOURCE THEN DELETE
RETURNING WITH (OLD AS before, NEW AS "After") merge_action(), before.*, "After".*
## the source is a migrating table
MERGE INTO archive a USING customers ON a.name = customers.name
WHEN NOT MATCHED AND vip THEN INSERT (name, quantity) VALUES (customers.name, region_id)
# only old
## source and target migrate
MERGE INTO orders o USING products p ON o.id = p.id
WHEN MATCHED AND p.net > o.amount THEN UPDATE SET amount = p.net, note = p.title
WHEN MATCHED THEN UPDATE SET placed_on = NULL, quantity = p.stock
WHEN NOT MATCHED BY SOURCE THEN UPDATE SET amount = 0
RETURNING o.id, amount, quantity, p.net, p.title
## a self merge
MERGE INTO customers t USING customers s ON t.id = s.id + 1 AND t.name > s.name
WHEN MATCHED THEN UPDATE SET name = s.name || t.name
RETURNING t.name, s.name
## on a computed column
MERGE INTO products p USING (VALUES (1.50, 'one'), (3.75, 'new')) AS v (price, word) ON p.net = v.price
WHEN MATCHED THEN UPDATE SET tag = word
WHEN NOT MATCHED THEN INSERT (id, net, tag) VALUES (50, price, word)
# only old
## on a renamed column
MERGE INTO customers USING (VALUES ('Bob'), ('Ewe')) AS v (who) ON name = who
WHEN MATCHED THEN UPDATE SET city = 'Rom'
WHEN NOT MATCHED THEN INSERT (name) VALUES (who)
## insert without a column list
MERGE INTO depot.stock USING (VALUES ('Axe'), ('Dot')) AS v (word) ON item = word
WHEN NOT MATCHED THEN INSERT VALUES (word, 'east', 4)
# only old
## insert without a column list, fewer values
MERGE INTO orders o USING (VALUES (1), (99)) AS v (key) ON o.id = key
WHEN NOT MATCHED THEN INSERT VALUES (key, 2, 7.77)
# only old
## insert of DEFAULT
MERGE INTO orders o USING (VALUES (1), (99)) AS v (key) ON o.id = key
WHEN NOT MATCHED THEN INSERT (id, amount, quantity) VALUES (key, DEFAULT, DEFAULT)
## insert of DEFAULT VALUES
MERGE INTO orders o USING (VALUES (1), (99)) AS v (key) ON o.id = key
WHEN NOT MATCHED THEN INSERT DEFAULT VALUES
## omitted columns get their defaults
MERGE INTO orders o USING (VALUES (1), (99)) AS v (key) ON o.id = key
WHEN NOT MATCHED THEN INSERT (note) VALUES ('d')
## OVERRIDING
MERGE INTO orders o USING (VALUES (1), (99)) AS v (key) ON o.id = key
WHEN NOT MATCHED THEN INSERT (id, amount) OVERRIDING SYSTEM VALUE VALUES (key, 4)
## OVERRIDING without a column list
MERGE INTO depot.stock USING (VALUES ('Axe'), ('Dot')) AS v (word) ON item = word
WHEN NOT MATCHED THEN INSERT OVERRIDING USER VALUE VALUES (word, 'east', 4)
## update to DEFAULT
MERGE INTO orders o USING (VALUES (1), (2)) AS v (key) ON o.id = key
WHEN MATCHED THEN UPDATE SET amount = DEFAULT, quantity = DEFAULT
## update of a row
MERGE INTO orders o USING (VALUES (1, 3.25, 8), (2, 4.25, 9)) AS v (key, a, q) ON o.id = key
WHEN MATCHED THEN UPDATE SET (amount, quantity, note) = (a, q, 'row')
## update of a row from a subquery
MERGE INTO orders o USING (VALUES (1), (2)) AS v (key) ON o.id = key
WHEN MATCHED THEN UPDATE SET (amount, quantity) = (SELECT sum(amount) + key, count(*) FROM orders i WHERE i.customer_id = o.customer_id)
## update with a volatile value
SELECT setseed(0.25)
;;
MERGE INTO orders o USING (VALUES (1)) AS v (key) ON o.id = key
WHEN MATCHED THEN UPDATE SET amount = random() * 100 RETURNING o.amount
## insert with a volatile value of a changed column
# refused on BOTH_READ_OLD, BOTH_READ_NEW: there is no query in which it could be computed once
MERGE INTO orders o USING (VALUES (99)) AS v (key) ON o.id = key
WHEN NOT MATCHED THEN INSERT (id, amount) VALUES (key, nextval('counter'))
## insert with a volatile value of another column
MERGE INTO orders o USING (VALUES (99)) AS v (key) ON o.id = key
WHEN NOT MATCHED THEN INSERT (id, amount, note) VALUES (key, 3, nextval('counter'))
## parameters
# with int 1 | numeric 7.25 | numeric 8.25 | int 3
MERGE INTO orders o USING (SELECT CAST(? AS int) AS key UNION SELECT 99) AS v ON o.id = v.key
WHEN MATCHED THEN UPDATE SET amount = ?
WHEN NOT MATCHED THEN INSERT (id, amount, quantity) VALUES (key, ?, ?)
## a batch
# with int 1 | numeric 7.25
# with int 98 | numeric 8.25
MERGE INTO orders o USING (SELECT CAST(? AS int) AS key, CAST(? AS numeric) AS a) AS v ON o.id = v.key
WHEN MATCHED THEN UPDATE SET amount = a
WHEN NOT MATCHED THEN INSERT (id, amount) VALUES (key, a)
## a common table
WITH v AS (SELECT id, amount * 2 AS twice FROM orders WHERE amount > 9)
MERGE INTO orders USING v ON orders.id = v.id
WHEN MATCHED THEN UPDATE SET amount = twice
## in a common table
WITH m AS (
  MERGE INTO orders AS o USING (VALUES (1, 5.55), (99, 6.66)) AS v (key, n) ON o.id = v.key
  WHEN MATCHED THEN UPDATE SET amount = n
  WHEN NOT MATCHED THEN INSERT (id, amount) VALUES (key, n)
  RETURNING merge_action() AS what, o.*)
SELECT * FROM m ORDER BY id
## a source of columns that are merged
MERGE INTO archive USING (orders JOIN products USING (id)) ON archive.name = products.title
WHEN NOT MATCHED THEN INSERT (name, amount) VALUES (title, orders.amount)
RETURNING *
## ONLY and a star
MERGE INTO ONLY orders * AS o USING (VALUES (1)) AS v (key) ON o.id = key
WHEN MATCHED THEN UPDATE SET amount = 1
## ONLY
MERGE INTO ONLY orders AS o USING ONLY customers AS c ON o.customer_id = c.id
WHEN MATCHED AND c.name = 'Ada' THEN UPDATE SET note = c.name, amount = 1
## a hidden column is none
MERGE INTO customers USING (VALUES (1)) AS v (key) ON id = key
WHEN MATCHED THEN UPDATE SET full_name = 'x'
## a hidden column is none in a condition
MERGE INTO customers USING (VALUES (1)) AS v (key) ON id = key
WHEN MATCHED AND full_name = 'Ada' THEN DELETE
## a hidden column of the source is none
MERGE INTO archive USING customers ON archive.name = 'x'
WHEN NOT MATCHED THEN INSERT (name) VALUES (full_name)
## the target is not seen where it is not matched
MERGE INTO orders USING (VALUES (99)) AS v (key) ON id = key
WHEN NOT MATCHED THEN INSERT (id, amount) VALUES (key, amount)
## a name that only the source hides means the target's
MERGE INTO regions USING orders ON regions.id = orders.id
WHEN MATCHED THEN UPDATE SET name = amount_cents
# only old
## fewer values than columns
MERGE INTO orders USING (VALUES (99)) AS v (key) ON id = key
WHEN NOT MATCHED THEN INSERT (id, amount) VALUES (key)
## a row that is affected twice
MERGE INTO orders USING (VALUES (1), (1)) AS v (key) ON id = key
WHEN MATCHED THEN UPDATE SET amount = 3
## check violated
MERGE INTO orders USING (VALUES (1)) AS v (key) ON id = key
WHEN MATCHED THEN UPDATE SET amount = -3
## rounding on assignment
MERGE INTO orders USING (VALUES (1, 2.675), (99, 1.005)) AS v (key, a) ON id = key
WHEN MATCHED THEN UPDATE SET amount = a
WHEN NOT MATCHED THEN INSERT (id, amount) VALUES (key, a)
## too long
MERGE INTO customers USING (VALUES (1)) AS v (key) ON id = key
WHEN MATCHED THEN UPDATE SET name = repeat('x', 41)
## generated keys
# keys auto
MERGE INTO orders USING (VALUES (1)) AS v (key) ON id = key
WHEN MATCHED THEN UPDATE SET amount = 3
## generated keys by name, below a common table
# keys id, amount
WITH v AS (SELECT 1 AS key) MERGE INTO orders USING v ON id = key
WHEN MATCHED THEN UPDATE SET amount = 3
## generated keys, below a common table
# keys auto
WITH v AS (SELECT 1 AS key) MERGE INTO orders USING v ON id = key
WHEN MATCHED THEN UPDATE SET amount = 3
## under a trigger that changes another column
MERGE INTO depot.stock USING (VALUES ('Axe', 'west'), ('Nut', 'east')) AS v (word, place) ON item = word
WHEN MATCHED THEN UPDATE SET "Loc" = v.place
WHEN NOT MATCHED THEN INSERT (item, "Loc") VALUES (word, v.place)
RETURNING item, "Loc", count
# only old
## under EXPLAIN
# rows differ
EXPLAIN MERGE INTO orders USING (VALUES (1)) AS v (key) ON id = key
WHEN MATCHED THEN UPDATE SET amount = 3
## values computed once in two actions
# refused on BOTH_READ_OLD, BOTH_READ_NEW: the server mixes up rows of subqueries that two actions of a MERGE assign
MERGE INTO orders USING customers c ON c.id = orders.id WHEN MATCHED AND c.id = 1 THEN UPDATE SET amount = (random() * 0 + 5)::numeric WHEN MATCHED THEN UPDATE SET quantity = (random() * 0 + 7)::int
## values computed once in one action of two
MERGE INTO orders USING customers c ON c.id = orders.id WHEN MATCHED AND c.id = 1 THEN UPDATE SET amount = (random() * 0 + 5)::numeric WHEN MATCHED THEN UPDATE SET quantity = 7
