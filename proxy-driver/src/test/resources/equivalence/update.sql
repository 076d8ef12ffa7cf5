UPDATE.

## a renamed column
UPDATE customers SET name = 'Eve' WHERE id = 1
## a renamed column from a parameter
# with text Eve | int 1
UPDATE customers SET name = ? WHERE id = ?
## a renamed column of all rows
UPDATE customers SET name = upper(name)
## a retyped column
UPDATE orders SET amount = 12.34 WHERE id = 1
## a retyped column over itself
UPDATE orders SET amount = amount + 1.25 WHERE id < 4
## a retyped column from a parameter
# with numeric 3.75 | int 2
UPDATE orders SET amount = amount * ? WHERE id = ?
## a retyped column to NULL
UPDATE orders SET amount = NULL, quantity = NULL, placed_on = NULL
## a column that is compared with a changed one
UPDATE orders SET note = 'x' WHERE amount > 5
## a condition on the column that is set
UPDATE orders SET amount = 0 WHERE amount < 10
## several changed columns
UPDATE orders SET amount = 1, quantity = 2, note = 'three', placed_on = '2026-12-31'
## columns exchange their values
UPDATE orders SET amount = quantity, quantity = amount
## a value from another changed column
UPDATE orders SET quantity = amount WHERE id < 3
## rounding on assignment
UPDATE orders SET amount = 10 / 3.0 WHERE id = 1
## rounding of an integer
UPDATE orders SET quantity = 2.5 WHERE id = 1
## a computed column
UPDATE customers SET vip = NOT vip
# only old
## a computed column with CASE
UPDATE customers SET vip = CASE WHEN id > 3 THEN true END
# only old
## a status that was a boolean
# only new
UPDATE customers SET status = CASE status WHEN 'vip' THEN 'plain' ELSE 'vip' END WHERE status IS NOT NULL
## a lower-case tag
# only old
UPDATE products SET tag = 'gear' WHERE id = 1
## DEFAULT
UPDATE orders SET amount = DEFAULT, quantity = DEFAULT WHERE id = 4
## DEFAULT of a column without one
UPDATE orders SET placed_on = DEFAULT WHERE id = 1
## row assignment
UPDATE orders SET (amount, note) = (5.5, 'row') WHERE id = 1
## row assignment of changed columns
UPDATE orders SET (amount, quantity) = (quantity, amount) WHERE id = 2
## row assignment with ROW
UPDATE customers SET (name, city) = ROW ('Row', 'Rom') WHERE id = 1
## row assignment with DEFAULT
UPDATE orders SET (amount, quantity) = (DEFAULT, 3) WHERE id = 1
## row assignment from a subquery
UPDATE orders SET (amount, note) = (SELECT max(amount), 'max' FROM orders) WHERE id = 1
## row assignment from a subquery that finds nothing
UPDATE orders SET (amount, quantity) = (SELECT amount, quantity FROM orders WHERE id = 99) WHERE id = 1
## assignment of one column in parentheses
UPDATE orders SET (amount) = ROW (7.5) WHERE id = 1
## a scalar subquery
UPDATE orders SET amount = (SELECT sum(amount) FROM orders) WHERE id = 1
## a correlated scalar subquery
UPDATE customers SET name = coalesce((SELECT max(note) FROM orders o WHERE o.customer_id = customers.id), name)
## a correlated scalar subquery of a retyped column
UPDATE orders SET quantity = (SELECT count(*) FROM customers c WHERE c.id <= orders.customer_id)
## FROM
UPDATE orders o SET amount = amount + c.id FROM customers c WHERE c.id = o.customer_id
## FROM with the same table
UPDATE orders SET amount = x.amount FROM orders x WHERE x.id = orders.id + 1
## FROM with a plain table that has a hidden name
UPDATE customers SET name = full_name FROM regions r WHERE r.id = region_id
## FROM with VALUES
UPDATE customers SET name = v.n FROM (VALUES (1, 'One'), (2, 'Two')) AS v (i, n) WHERE v.i = customers.id
## FROM with a derived table over a migrating one
UPDATE customers SET name = t.total::text FROM (SELECT customer_id, sum(amount) AS total FROM orders GROUP BY customer_id) t WHERE t.customer_id = id
## with a common table
WITH t AS (SELECT id, amount FROM orders WHERE amount > 5) UPDATE orders SET amount = t.amount + 1 FROM t WHERE t.id = orders.id
## alias
UPDATE orders AS o SET amount = o.amount + 1 WHERE o.id = 1 RETURNING o.amount
## RETURNING star
UPDATE orders SET amount = 3.33 WHERE id = 1 RETURNING *
## RETURNING expressions
UPDATE customers SET name = name || '!' WHERE id < 3 RETURNING id, name, length(name), vip
## RETURNING joined
UPDATE orders SET amount = 1 FROM customers c WHERE c.id = customer_id RETURNING c.name, amount, c.*
## RETURNING old and new
# only old
UPDATE orders SET amount = amount + 1 WHERE id = 1 RETURNING old.amount, new.amount
## generated keys by flag
# keys auto
UPDATE orders SET amount = 4.44 WHERE id < 3
## generated keys by name
# keys id, name
UPDATE customers SET name = 'All'
## no row
UPDATE orders SET amount = 1 WHERE id = 99
## batch
# with numeric 1.5 | int 1
# with numeric 2.5 | int 2
# with numeric 3.5 | int 99
UPDATE orders SET amount = ? WHERE id = ?
## volatile value
SELECT setseed(0.1)
;;
UPDATE orders SET amount = random() * 100 WHERE id = 1
;;
SELECT amount FROM orders WHERE id = 1
## volatile value of several rows
SELECT setseed(0.1)
;;
UPDATE orders SET amount = random() * 100 RETURNING id, amount
## volatile value of a renamed column
SELECT setseed(0.1)
;;
UPDATE customers SET name = left(random()::text, 9) RETURNING id, name
## a sequence's values
UPDATE orders SET quantity = nextval('counter') RETURNING id, quantity
## volatile value over the row
SELECT setseed(0.1)
;;
UPDATE orders SET amount = amount + random() * 10 RETURNING id, amount
## two volatile values
SELECT setseed(0.1)
;;
UPDATE orders SET amount = random() * 100, quantity = random() * 100 WHERE id = 1
## volatile value in a row assignment
SELECT setseed(0.1)
;;
UPDATE orders SET (amount, note) = (random() * 100, 'x') WHERE id = 1
## a function that tells that it is called
UPDATE orders SET quantity = loud(7) WHERE id = 1
## the column named twice
UPDATE orders SET amount = 1, amount = 2
## a hidden column
UPDATE orders SET amount_cents = 5
## an unknown column
UPDATE orders SET nothing = 5
## a hidden column on the right
UPDATE orders SET amount = amount_cents
## a qualified target
UPDATE orders SET orders.amount = 5
## NOT NULL violated
UPDATE customers SET name = NULL WHERE id = 1
## unique violated
UPDATE products SET sku = 'A-1' WHERE id = 2
## unique on a computed column violated
UPDATE products SET net = 1.50 WHERE id = 2
## check violated
UPDATE orders SET amount = -1 WHERE id = 1
## foreign key violated
UPDATE orders SET customer_id = 77 WHERE amount = 10
## too long
UPDATE customers SET name = repeat('x', 41)
## too long for a varchar that becomes text
# only old
UPDATE products SET title = repeat('x', 21)
## out of range
# only old
UPDATE orders SET amount = 1e10
## out of range of integer
# only old
UPDATE orders SET quantity = 3000000000
## division by zero
UPDATE orders SET amount = 1 / (quantity - quantity)
## text where a number is wanted
UPDATE orders SET amount = note
## a text parameter where a number is wanted
# with text 5
UPDATE orders SET quantity = ?
## an untyped literal
UPDATE orders SET amount = '5.25', quantity = '6'
## an untyped parameter
# with untyped 5.25
UPDATE orders SET amount = ?
## quoted columns
UPDATE "Line Items" SET "Unit Price" = "Unit Price" * 2, "Text" = 'n' || "Id" RETURNING *
## another schema
UPDATE depot.stock SET "Loc" = upper("Loc") WHERE item <> 'Cog'
## an element of an array beside a changed column
UPDATE products SET tags[1] = 'blunt', title = 'Axe 2' WHERE id = 1
## UPDATE ONLY
UPDATE ONLY orders SET amount = 2 WHERE id = 1
## WHERE with a subquery over the same table
UPDATE orders SET amount = 0 WHERE amount = (SELECT max(amount) FROM orders)
## comments between the parts
UPDATE /* orders */ orders -- amount
SET /* name */ amount /* = */ = /* 5 */ 6 -- amount = 7
WHERE id = 1 /* amount > 3 */
## JDBC escapes on the right
UPDATE customers SET name = {fn concat({fn ucase(name)}, '?')} WHERE id = 1
## a trigger that changes another column
UPDATE depot.stock SET "Loc" = 'up' WHERE item = 'Axe' RETURNING *
## RETURNING star beside columns that a join merged
UPDATE archive SET amount = orders.amount FROM orders JOIN products USING (id) WHERE archive.name = title RETURNING *
## generated keys show what was joined
# keys auto
UPDATE orders SET note = 'x' FROM products AS p WHERE p.id = orders.id
## generated keys show what was joined to another table
# keys auto
UPDATE archive SET amount = 1 FROM products WHERE archive.name IS NOT NULL
## a row assignment of a star
UPDATE orders SET (amount, quantity) = (SELECT * FROM (VALUES (1.25, 8)) AS v (a, b))
## a row assignment of a migrating table's star
UPDATE depot.stock SET (item, "Loc", count) = (SELECT s.* FROM depot.stock s WHERE s.item = stock.item)
# only old
## a row assignment of a star that is too short
UPDATE orders SET (amount, quantity) = (SELECT * FROM (VALUES (1.25)) AS v (a))
## a row assignment of one column
UPDATE orders SET (amount) = (SELECT 4.25)
## a row assignment of a query with a common table
UPDATE orders SET (amount, quantity) = (WITH w AS (SELECT 3.25 AS a, 4 AS b) SELECT * FROM w)
## at a cursor
BEGIN
;;
DECLARE here CURSOR FOR SELECT * FROM orders WHERE amount > 5 FOR UPDATE
;;
FETCH 2 FROM here
;;
UPDATE orders SET amount = amount + 1, placed_on = '2026-09-09' WHERE CURRENT OF here RETURNING id, amount, placed_on
;;
FETCH 1 FROM here
;;
DELETE FROM orders AS o WHERE CURRENT OF here RETURNING o.id
;;
COMMIT
## at a cursor over renamed columns, without FOR UPDATE
BEGIN
;;
DECLARE here CURSOR FOR SELECT name FROM customers WHERE name < 'C'
;;
FETCH 1 FROM here
;;
UPDATE customers SET name = name || '!' WHERE CURRENT OF here
;;
COMMIT
## at a cursor over another table
BEGIN
;;
DECLARE here CURSOR FOR SELECT name FROM customers
;;
FETCH 1 FROM here
;;
UPDATE orders SET amount = 3 WHERE CURRENT OF here
;;
ROLLBACK
## FROM the table itself
UPDATE customers c SET name = o.name || c.name FROM customers o WHERE o.id = c.id + 1 AND o.name > c.name RETURNING c.id, c.name, o.name
## FROM a LATERAL query over changed columns
UPDATE orders SET amount = l.most FROM customers c, LATERAL (SELECT max(i.amount) + 1 AS most FROM orders i WHERE i.customer_id = c.id) AS l WHERE c.id = orders.customer_id RETURNING orders.id, amount
## below common tables that write
WITH d AS (DELETE FROM "Line Items" RETURNING order_id, "Unit Price" AS price), i AS (INSERT INTO products (id, net) VALUES (9, 90) RETURNING net) UPDATE orders SET amount = d.price + i.net FROM d, i WHERE d.order_id = orders.id RETURNING orders.id, amount
## batch of prepared statements in which a name is ambiguous
# with int 1
# with int 2
UPDATE orders SET note = 'x' FROM customers, regions WHERE name = 'Ada' AND orders.id = ?
