DELETE and transactions.

## by a renamed column
DELETE FROM depot.stock WHERE "Loc" = 'north'
## by a retyped column
DELETE FROM "Line Items" WHERE "Unit Price" > 5
## by a parameter
# with numeric 7.50
DELETE FROM "Line Items" WHERE "Unit Price" = ?
## all rows
DELETE FROM "Line Items"
## alias
DELETE FROM "Line Items" AS l WHERE l."Text" = 'one'
## USING
DELETE FROM "Line Items" l USING orders o WHERE o.id = l.order_id AND o.amount > 10
## USING with unqualified names
DELETE FROM "Line Items" USING orders WHERE orders.id = order_id AND amount = 10
## a subquery
DELETE FROM products WHERE net = (SELECT min(net) FROM products)
## RETURNING star
DELETE FROM products WHERE id = 1 RETURNING *
## RETURNING columns of both tables
DELETE FROM "Line Items" l USING orders o WHERE o.id = l.order_id RETURNING l."Text", o.amount, o.*
## RETURNING an expression
DELETE FROM products WHERE tag IS NOT NULL RETURNING net * 2, upper(tag)
## generated keys by flag
# keys auto
DELETE FROM products WHERE id = 2
## a hidden column
DELETE FROM products WHERE gross > 1
## foreign key violated
DELETE FROM customers WHERE name = 'Ada'
## batch
# with numeric 2.50
# with numeric 99
DELETE FROM "Line Items" WHERE "Unit Price" = ?
## with a common table
WITH t AS (SELECT id FROM products WHERE net > 5) DELETE FROM products USING t WHERE t.id = products.id RETURNING products.sku
## several writes and a read in one transaction
BEGIN
;;
INSERT INTO customers (name) VALUES ('Eve')
;;
UPDATE customers SET name = name || '2' WHERE name = 'Eve'
;;
SELECT name FROM customers WHERE id > 5
;;
COMMIT
## a transaction that is rolled back
BEGIN
;;
UPDATE orders SET amount = 99
;;
SELECT sum(amount) FROM orders
;;
ROLLBACK
;;
SELECT sum(amount) FROM orders
## savepoint
BEGIN
;;
UPDATE orders SET amount = 1 WHERE id = 1
;;
SAVEPOINT s
;;
UPDATE orders SET amount = -1 WHERE id = 2
;;
ROLLBACK TO s
;;
UPDATE orders SET amount = 3 WHERE id = 3
;;
COMMIT
## a failed transaction
BEGIN
;;
UPDATE orders SET amount = 1 WHERE id = 1
;;
UPDATE orders SET amount_cents = 1 WHERE id = 1
;;
SELECT name FROM customers
;;
ROLLBACK
## generated keys show what was joined
# keys auto
DELETE FROM orders USING products AS p WHERE p.id = orders.id
## USING the table itself
DELETE FROM orders o USING orders p WHERE p.id = o.id + 1 AND p.amount > o.amount RETURNING o.id, o.amount, p.amount
## USING a query and a join over changed columns
DELETE FROM orders USING (SELECT name, id FROM customers WHERE vip) AS c JOIN products p ON p.id = c.id WHERE customer_id = c.id AND amount > p.net RETURNING orders.id, c.name, p.net
# only old
## below a common table that writes
WITH u AS (UPDATE products SET net = net + 1 RETURNING id, net) DELETE FROM orders USING u WHERE u.id = orders.id AND u.net > amount RETURNING orders.id
