RETURNING: which version of a row is read, and from which shape.

## OLD and NEW of an UPDATE
UPDATE orders SET amount = amount * 2, quantity = 7 WHERE id < 3 RETURNING id, old.amount, new.amount, old.quantity, new.quantity
## OLD and NEW of a renamed column
UPDATE customers SET name = upper(name) WHERE id = 1 RETURNING old.name, new.name, old.name || new.name AS both
## OLD and NEW of an INSERT
INSERT INTO orders (id, amount) VALUES (70, 3.25) RETURNING old.amount, new.amount, old.id, coalesce(old.amount, -1)
## OLD and NEW of a DELETE
DELETE FROM orders WHERE id = 2 RETURNING old.amount, new.amount, coalesce(new.amount, -1), amount
## stars of OLD and NEW
UPDATE products SET net = 1, title = 'Done' WHERE id = 1 RETURNING old.*, new.*, *
## stars of OLD and NEW of an INSERT
INSERT INTO customers (id, name) VALUES (70, 'Eve') RETURNING old.*, new.*
## stars of OLD and NEW of a DELETE
DELETE FROM customers WHERE id = 5 RETURNING old.*, new.*
## OLD of what a mapping makes of NULL
INSERT INTO products (id, tag) VALUES (70, 'x') RETURNING old.tag IS NULL, old.tag, new.tag
# only old
## names given to OLD and NEW
UPDATE orders SET amount = 4 WHERE id = 1 RETURNING WITH (OLD AS o, NEW AS n) o.amount, n.amount, o.*, n.placed_on
## quoted names given to OLD and NEW
UPDATE orders SET amount = 4 WHERE id = 1 RETURNING WITH (NEW AS "The New", OLD AS "Old") "Old".amount, "The New".*
## OLD under another name is not OLD any more
UPDATE orders SET amount = 4 WHERE id = 1 RETURNING WITH (OLD AS o) old.amount
## a table that is called old
UPDATE orders AS old SET amount = 4 WHERE id = 1 RETURNING old.amount, new.amount
## a joined table that is called new
UPDATE orders SET amount = 4 FROM products AS new WHERE orders.id = 1 AND new.id = 2 RETURNING old.amount, new.net, orders.amount
## OLD and NEW of an upsert, by column
INSERT INTO products (id, net, title) VALUES (1, 30, 'up'), (8, 40, 'in') ON CONFLICT (id) DO UPDATE SET net = EXCLUDED.net + products.net, title = EXCLUDED.title RETURNING old.net, new.net, old.title, new.title, old.id IS NULL AS fresh
## OLD of an upsert that does nothing
INSERT INTO products (id, net) VALUES (1, 30), (8, 40) ON CONFLICT DO NOTHING RETURNING old.*, new.*
## OLD and NEW in subqueries
UPDATE orders SET amount = 4 WHERE id = 1 RETURNING (SELECT max(name) FROM customers c WHERE c.id = old.customer_id), (SELECT new.amount + old.amount), ARRAY[old.amount, new.amount]
## OLD and NEW of a hidden column
UPDATE orders SET amount = 4 WHERE id = 1 RETURNING old.amount_cents
## OLD and NEW below a common table
WITH w AS (UPDATE orders SET amount = 4 WHERE id < 3 RETURNING old.*, new.note AS new_note) SELECT * FROM w ORDER BY id
## OLD and NEW moved to another table
WITH gone AS (DELETE FROM orders WHERE id = 2 RETURNING old.amount, old.quantity, old.note) INSERT INTO archive (name, amount, quantity) SELECT note, amount, quantity FROM gone RETURNING old.amount, new.amount
## OLD of a system column
UPDATE orders SET amount = 4 WHERE id = 1 RETURNING old.tableoid = new.tableoid, old.ctid <> new.ctid
## OLD and NEW with generated keys asked for
# keys auto
UPDATE orders SET amount = 4 WHERE id = 1 RETURNING old.amount
## OLD and NEW of a quoted table
UPDATE "Line Items" SET "Unit Price" = 9.25, "Text" = NULL WHERE "Id" = 1 RETURNING old."Unit Price", new."Unit Price", old."Text", new.*
## expressions, labels and casts
UPDATE orders SET amount = 4 WHERE id = 1 RETURNING amount::int, -amount, amount AS a, CASE WHEN amount > 3 THEN placed_on END, amount IS NULL
## a whole qualified star beside a join
UPDATE orders SET amount = p.net FROM products p WHERE p.id = orders.id RETURNING p.*, orders.*, p.net - orders.amount
## the order of a star beside a join
DELETE FROM orders USING customers c WHERE c.id = customer_id AND c.name = 'Ada' RETURNING *
## a self join
UPDATE orders o SET amount = p.amount FROM orders p WHERE p.id = o.id + 1 RETURNING o.id, o.amount, p.amount
## window functions are not allowed
UPDATE orders SET amount = 4 RETURNING sum(amount) OVER ()
