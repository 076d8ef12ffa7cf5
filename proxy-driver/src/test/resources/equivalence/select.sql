Reads of single tables and joins: stars, references, labels. CaseFile.java explains the form.

## star of a renamed column
SELECT * FROM customers ORDER BY id
## star of retyped and computed columns
SELECT * FROM orders ORDER BY id
## star of a table with quoted columns
SELECT * FROM "Line Items" ORDER BY "Id"
## star of a table in another schema
SELECT * FROM depot.stock ORDER BY item
## star of several changes in one migration
SELECT * FROM products ORDER BY id
## qualified star
SELECT c.* FROM customers c ORDER BY c.id
## star qualified by the table's name
SELECT customers.* FROM customers ORDER BY 1
## star qualified by schema and table
SELECT depot.stock.* FROM depot.stock ORDER BY 1
## star beside other items
SELECT o.*, o.amount * 2 AS twice, 1 FROM orders o ORDER BY o.id
## star over a join
SELECT * FROM customers c JOIN orders o ON o.customer_id = c.id ORDER BY o.id
## star over a join with USING
SELECT * FROM customers JOIN (SELECT 1 AS id, 2 AS z) x USING (id)
## star over USING of two migrating tables
SELECT * FROM orders JOIN customers USING (id) ORDER BY id
## two qualified stars in another order
SELECT o.*, c.* FROM customers c JOIN orders o ON o.customer_id = c.id ORDER BY o.id
## star over a left join with a plain table
SELECT * FROM customers c LEFT JOIN regions r ON r.id = c.region_id ORDER BY c.id
## TABLE command
TABLE customers
## TABLE command in a subquery
SELECT count(*) FROM (TABLE orders) t
## alias with AS
SELECT c.name AS name FROM customers AS c ORDER BY c.id
## unqualified names in a join
SELECT name, amount, note FROM customers, orders WHERE customer_id = customers.id ORDER BY amount, name
## a name that a plain table has as well is ambiguous
SELECT name FROM customers, regions
## a name that is hidden in one table means the other one
SELECT full_name FROM customers JOIN regions ON regions.id = region_id ORDER BY 1
## a hidden name without a relation that has it
SELECT full_name FROM customers
## a hidden name, qualified
SELECT c.full_name FROM customers c
## a hidden name in WHERE
SELECT id FROM orders WHERE amount_cents > 5
## a hidden name in ORDER BY
SELECT id FROM orders ORDER BY amount_cents
## a hidden name in GROUP BY
SELECT count(*) FROM orders GROUP BY amount_cents
## an unknown column
SELECT nothing FROM customers
## an unknown column, qualified
SELECT c.nothing FROM customers c
## an unknown table beside a migrating one
SELECT * FROM customers, nowhere
## self join
SELECT a.name, b.name FROM customers a JOIN customers b ON b.id = a.id + 1 ORDER BY a.name
## self join over the computed column
SELECT a.id, b.id FROM orders a JOIN orders b ON a.amount < b.amount ORDER BY 1, 2
## comparison with a parameter
# with text Ada
SELECT id, city FROM customers WHERE name = ?
## comparison of a retyped column with a parameter
# with numeric 20.50
SELECT id FROM orders WHERE amount = ?
## comparison of an integer column
# with int 2
SELECT id, quantity FROM orders WHERE quantity > ? ORDER BY id
## parameters in the select list
# with text x | numeric 1.50
SELECT name || ?, amount + ? FROM customers JOIN orders ON customer_id = customers.id ORDER BY 1, 2
## IN with parameters
# with text Ada | text Bob
SELECT id FROM customers WHERE name IN (?, ?) ORDER BY id
## ANY with an array
SELECT id FROM customers WHERE name = ANY (ARRAY['Ada', 'Cy']) ORDER BY id
## BETWEEN on a retyped column
SELECT id FROM orders WHERE amount BETWEEN 1 AND 20.50 ORDER BY id
## LIKE on a renamed column
SELECT id FROM customers WHERE name LIKE '%e%' ORDER BY id
## IS NULL
SELECT id FROM orders WHERE amount IS NULL OR placed_on IS NULL ORDER BY id
## boolean column as condition
SELECT name FROM customers WHERE vip ORDER BY id
## NOT boolean column
SELECT name FROM customers WHERE NOT vip ORDER BY id
## IS TRUE and IS UNKNOWN
# only old
SELECT name, vip IS TRUE, vip IS UNKNOWN FROM customers ORDER BY id
## text that stands for a date
# with text 2026-02-01
SELECT id, placed_on FROM orders WHERE placed_on >= ? ORDER BY id
# only old
## computed label of a bare column
SELECT amount FROM orders ORDER BY id
## labels of casts
SELECT amount::text, amount::int, CAST(quantity AS text), name::varchar(2) FROM orders, customers WHERE orders.id = 1 AND customers.id = 1
## labels of functions
SELECT upper(name), coalesce(name, 'x'), length(name), max(name) OVER () FROM customers ORDER BY id
## labels of operators
SELECT amount + 1, -amount, amount * quantity FROM orders ORDER BY id
## labels of CASE
SELECT CASE WHEN amount > 10 THEN 'much' ELSE note END, CASE WHEN vip THEN 1 END FROM orders JOIN customers ON customers.id = customer_id ORDER BY orders.id
# only old
## labels of scalar subqueries
SELECT (SELECT name FROM customers c WHERE c.id = o.customer_id), (SELECT max(amount) FROM orders) FROM orders o ORDER BY o.id
## labels of EXISTS and ARRAY
SELECT EXISTS (SELECT name FROM customers), ARRAY(SELECT name FROM customers ORDER BY id)
## labels of GREATEST and NULLIF
SELECT greatest(amount, 5), nullif(name, 'Ada') FROM orders JOIN customers ON customers.id = customer_id ORDER BY orders.id
## label in capitals
SELECT NAME, Name AS "NAME" FROM customers ORDER BY id
## label without AS
SELECT name n, amount betrag FROM customers JOIN orders ON customers.id = customer_id ORDER BY orders.id
## label that equals a hidden column
SELECT name AS full_name, city FROM customers ORDER BY full_name
## label that equals another changed column
SELECT note AS amount FROM orders ORDER BY amount
## ORDER BY a column that no item shows
SELECT id FROM customers ORDER BY name DESC
## ORDER BY ordinal
SELECT name, id FROM customers ORDER BY 1 DESC
## ORDER BY an expression
SELECT id FROM orders ORDER BY amount * quantity DESC NULLS LAST, id
## ORDER BY with LIMIT and OFFSET
SELECT id, amount FROM orders ORDER BY amount NULLS FIRST LIMIT 2 OFFSET 1
## ORDER BY with FETCH
# with int 3
SELECT name FROM customers ORDER BY name FETCH FIRST ? ROWS ONLY
## LIMIT as parameter
# with long 2
SELECT name FROM customers ORDER BY id LIMIT ?
## quoted names
SELECT "Id", "Unit Price", "Text" FROM "Line Items" ORDER BY "Unit Price"
## quoted names with an alias
SELECT l."Unit Price" * 2 AS "Twice It" FROM "Line Items" AS l WHERE l."Text" IS NOT NULL ORDER BY 1
## quoted names in capitals are others
SELECT "NAME" FROM customers
## quoted name that needs no quotes
SELECT "name" FROM "customers" ORDER BY "id"
## schema-qualified table
SELECT "Loc", count FROM depot.stock WHERE "Loc" = 'north'
## columns qualified by schema and table
SELECT depot.stock."Loc", public.customers.name FROM depot.stock, public.customers WHERE customers.id = 1 ORDER BY 1
## a table in a schema that is not in the path
SELECT * FROM stock
## FOR UPDATE
SELECT name FROM customers WHERE id = 1 FOR UPDATE
## FOR UPDATE OF an alias
SELECT c.name, o.amount FROM customers c JOIN orders o ON o.customer_id = c.id ORDER BY o.id FOR UPDATE OF o SKIP LOCKED
## FOR NO KEY UPDATE with a star
SELECT * FROM orders ORDER BY id FOR NO KEY UPDATE
## DISTINCT
SELECT DISTINCT city, vip FROM customers ORDER BY 1, 2
## DISTINCT ON
SELECT DISTINCT ON (city) city, name FROM customers ORDER BY city, name
## DISTINCT ON a changed column
SELECT DISTINCT ON (quantity) quantity, amount FROM orders ORDER BY quantity, amount
## DISTINCT star
SELECT DISTINCT * FROM products ORDER BY id
## ONLY
SELECT name FROM ONLY customers ORDER BY id
## descendants' star
SELECT name FROM customers * ORDER BY id
## TABLESAMPLE
SELECT name FROM customers TABLESAMPLE SYSTEM (100) ORDER BY name
## system columns
SELECT ctid IS NOT NULL, tableoid::regclass FROM customers WHERE id = 1
## empty select list
SELECT FROM customers
## aggregates
SELECT count(name), sum(amount), avg(amount), min(placed_on), bool_or(vip) FROM orders LEFT JOIN customers ON customers.id = customer_id
# only old
## aggregates of numbers
SELECT count(amount), sum(amount), avg(quantity), max(amount) FROM orders
## aggregate with FILTER and ORDER BY
SELECT string_agg(name, ',' ORDER BY name) FILTER (WHERE vip) FROM customers
# only old
## aggregate with DISTINCT
SELECT count(DISTINCT quantity), array_agg(DISTINCT amount ORDER BY amount) FROM orders
## GROUP BY a changed column
SELECT quantity, count(*) FROM orders GROUP BY quantity ORDER BY 1
## GROUP BY label
SELECT upper(name) AS n, count(*) FROM customers GROUP BY n ORDER BY n
## GROUP BY a label that equals a hidden column
SELECT city AS full_name, count(*) FROM customers GROUP BY full_name ORDER BY 1
## GROUP BY ordinal
SELECT vip, count(*) FROM customers GROUP BY 1 ORDER BY 1
## GROUP BY the primary key
SELECT c.id, c.name, c.vip, sum(o.amount) FROM customers c JOIN orders o ON o.customer_id = c.id GROUP BY c.id ORDER BY c.id
## GROUP BY the primary key with a star
SELECT c.*, count(o.id) FROM customers c LEFT JOIN orders o ON o.customer_id = c.id GROUP BY c.id ORDER BY c.id
## GROUP BY an expression
SELECT amount > 10, count(*) FROM orders GROUP BY amount > 10 ORDER BY 1
## GROUP BY the very expression that is shown
SELECT amount * 2, count(*) FROM orders GROUP BY amount * 2 ORDER BY amount * 2
## GROUP BY without the column that is shown
SELECT name, count(*) FROM customers GROUP BY city
## HAVING
SELECT city, max(name) FROM customers GROUP BY city HAVING max(name) > 'B' ORDER BY 1
## HAVING over a retyped column
SELECT customer_id, sum(amount) FROM orders GROUP BY customer_id HAVING sum(amount) > 5 ORDER BY 1
## GROUPING SETS
SELECT city, name, count(*) FROM customers GROUP BY GROUPING SETS ((city), (name), ()) ORDER BY 1, 2, 3
## ROLLUP with GROUPING
SELECT city, vip, grouping(city, vip), count(*) FROM customers GROUP BY ROLLUP (city, vip) ORDER BY 1, 2, 3
## CUBE
SELECT quantity, count(*) FROM orders GROUP BY CUBE (quantity) ORDER BY 1, 2
## window functions
SELECT name, row_number() OVER (ORDER BY name), lag(name) OVER w FROM customers WINDOW w AS (PARTITION BY city ORDER BY name) ORDER BY id
## window frames over a retyped column
SELECT id, sum(amount) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM orders ORDER BY id
## whole-row reference
# refused on OLD, BOTH_READ_OLD, BOTH_READ_NEW, NEW: the row would have the columns of both shapes
# rows differ
SELECT c FROM customers c WHERE id = 1
## row_to_json of the whole row
SELECT row_to_json(o) FROM orders o
## count of a table's rows by its alias
SELECT count(c) FROM customers c
## the table's row type
# refused on OLD, BOTH_READ_OLD, BOTH_READ_NEW, NEW: the type has the columns of both shapes
SELECT NULL::customers
## NATURAL JOIN
SELECT name, amount FROM customers NATURAL JOIN (SELECT id, amount FROM orders) o ORDER BY 1
## NATURAL JOIN with a plain table that has a hidden name
SELECT * FROM customers NATURAL JOIN regions
## NATURAL LEFT JOIN of migrating tables
SELECT * FROM orders NATURAL LEFT JOIN customers ORDER BY id
## USING a renamed column
SELECT name, r.id FROM customers c JOIN regions r USING (name)
## USING a retyped column
SELECT quantity FROM orders JOIN archive USING (quantity)
## USING with an alias
SELECT j.id, name FROM orders JOIN customers USING (id) AS j ORDER BY 1
## a join with an alias
SELECT j.name FROM (customers c JOIN orders o ON o.customer_id = c.id) AS j
## column aliases of a table
SELECT a, b FROM customers AS t (a, b)
## FULL JOIN
SELECT c.name, o.amount FROM customers c FULL JOIN orders o ON o.customer_id = c.id ORDER BY c.name, o.amount
## CROSS JOIN
SELECT c.name, s."Loc" FROM customers c CROSS JOIN depot.stock s ORDER BY 1, 2
## nested joins in parentheses
SELECT c.name, o.amount, l."Text" FROM customers c JOIN (orders o LEFT JOIN "Line Items" l ON l.order_id = o.id) ON o.customer_id = c.id ORDER BY 1, 2, 3
## arrays and their elements
SELECT tags[1], title FROM products ORDER BY id
## elements of a changed column
SELECT (string_to_array(note, 's'))[1], substring(placed_on FROM 1 FOR 4) FROM orders ORDER BY id
# only old
## an operator that is doubled for JDBC
SELECT id, title FROM products WHERE data ?? 'name' ORDER BY id
## an operator that is doubled for JDBC, beside parameters
# with text Bolt | text k
SELECT id FROM products WHERE title = ? AND data ?? ?
## JDBC's function escape
SELECT {fn ucase(name)} AS n, {fn concat(name, '!')} FROM customers ORDER BY id
## JDBC's date escape
SELECT id FROM orders WHERE day > {d '2026-01-10'} ORDER BY id
## COLLATE
SELECT name COLLATE "C" FROM customers ORDER BY name COLLATE "C"
## ORDER BY a computed text
SELECT placed_on FROM orders ORDER BY placed_on NULLS FIRST, id
## typed NULL in comparison
# with nulltext
SELECT id FROM customers WHERE name = ?
## untyped parameter
# with untyped 20.5
SELECT id FROM orders WHERE amount = ?
## several parameters in a star's statement
# with int 1 | numeric 5
SELECT *, ?::int AS p FROM orders WHERE amount > ? ORDER BY id
## a label in parentheses goes before a column
SELECT o.id, 0 AS amount FROM orders o ORDER BY ((amount)), (1) DESC LIMIT 3
## a label in parentheses that is DISTINCT ON
SELECT DISTINCT ON ((city)) c.id % 2 AS city, name FROM customers c ORDER BY (city), c.id
## a label in parentheses that is grouped by
SELECT id % 2 AS amount_cents, count(*) FROM orders GROUP BY ((amount_cents)) ORDER BY 1
