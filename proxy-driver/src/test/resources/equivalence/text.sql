How a text is written: comments, strings, quotes, spacing.

## the table's name in a comment
SELECT 1 AS one -- FROM customers name
## the table's name in a string
SELECT 'customers.name' AS name, $$orders amount$$ AS amount
## a string that looks like a column
SELECT 'name', name FROM customers WHERE city <> 'name' ORDER BY id
## escape string
SELECT E'it\'s name', name FROM customers WHERE name <> E'O\'Neil' ORDER BY id
## dollar string
SELECT $q$name $$ amount$q$, name FROM customers ORDER BY id
## doubled quotes
SELECT id FROM customers WHERE name = 'O''Neil'
## nested comments
SELECT /* a /* name */ b */ name /* c */ FROM /* customers */ customers /**/ ORDER BY id
## comment at the end
SELECT name FROM customers WHERE id = 1 -- the end
## comment between qualifier and name
SELECT c /* x */ . /* y */ name FROM customers c WHERE c.id = 1
## comment in a list
INSERT INTO customers (name /* who */, city -- where
) VALUES ('Eve' /* she */, 'Kiel' -- there
)
## no blanks where none are needed
SELECT(name)FROM customers WHERE(id)=1
## many blanks and lines
SELECT   name
	,   vip
  FROM

customers
  ORDER   BY id
## capitals
SELECT C.NAME FROM CUSTOMERS C WHERE C.ID = 1
## quoted table name with another case is another table
SELECT * FROM "Customers"
## unicode identifier
SELECT U&"n\0061me" FROM customers ORDER BY id
## unicode escapes with another escape character
SELECT U&"n!0061me" UESCAPE '!' FROM U&"c!0075stomers" UESCAPE '!' ORDER BY id
## letters that are not ASCII
SELECT 'ä€😀' AS "ü", name FROM customers WHERE name <> '😀' ORDER BY id
## letters that are not ASCII before an error
SELECT '😀', full_name FROM customers
## alias that equals a column
SELECT name.name FROM customers AS name ORDER BY 1
## alias that equals a hidden column
SELECT full_name.name FROM customers AS full_name ORDER BY 1
## alias in quotes
SELECT "C d".name, "C d".* FROM customers AS "C d" ORDER BY 1
## alias that is a keyword
SELECT "select".amount FROM orders AS "select" ORDER BY 1
## two tables of one alias
SELECT 1 FROM customers x, orders x
## a table twice without an alias
SELECT name FROM customers, customers
## missing FROM
SELECT customers.name
## another relation's alias is unknown
SELECT x.name FROM customers c
## a misspelled keyword
SELEC name FROM customers
## an unfinished string
SELECT 'name FROM customers
## an unfinished parenthesis
SELECT (name FROM customers
## an empty statement between
# plain
SELECT name FROM customers WHERE id = 1;; SELECT 2
## casts with ::
SELECT name::text::varchar(3), amount::text || 'x' FROM customers JOIN orders ON customer_id = customers.id ORDER BY 1, 2
## an operator without blanks
SELECT amount*2+quantity-1 AS x FROM orders ORDER BY id
## minus before a changed column
SELECT - amount, 5-amount FROM orders ORDER BY id
## OPERATOR()
SELECT id FROM orders WHERE amount OPERATOR(pg_catalog.>) 5 ORDER BY id
## a parameter beside a question mark in a string
# with text Ada
SELECT '?' AS q, id FROM customers WHERE name = ? -- ?
## positional parameters of PostgreSQL
SELECT $1
## a type name before a string
SELECT id FROM orders WHERE placed_on > '2026-02-01' AND day > date '2026-01-01' ORDER BY id
## AT TIME ZONE beside a changed column
SELECT name, timestamp '2026-01-01 00:00' AT TIME ZONE 'UTC' IS NOT NULL FROM customers ORDER BY id
## IS DISTINCT FROM
SELECT id FROM orders WHERE amount IS DISTINCT FROM 10 ORDER BY id
## OVERLAPS and EXTRACT
SELECT id, extract(year FROM day) FROM orders WHERE amount > 0 ORDER BY id
## XMLFOREST and JSON of named columns
SELECT json_build_object('name', name) FROM customers ORDER BY id
## xmlforest labels its columns by their names
SELECT xmlforest(name, city)::text FROM customers ORDER BY id
## GROUP BY and label of the same changed column
SELECT amount, count(*) AS amount_cents FROM orders GROUP BY amount ORDER BY amount_cents, amount
## HAVING with a subquery
SELECT city FROM customers GROUP BY city HAVING count(name) > (SELECT count(*) FROM orders WHERE amount > 50) ORDER BY 1
## function escapes over changed columns
SELECT {fn lcase(name)}, {fn length(name)}, {fn substring(name, 1, 2)} AS s, {fn round(amount, 1)} FROM customers JOIN orders ON orders.customer_id = customers.id ORDER BY orders.id
## a function escape in a condition
# with text ADA
SELECT id FROM customers WHERE {fn ucase(name)} = ?
## a function escape as the constant
SELECT id FROM orders WHERE amount >= {fn abs(-20.5)} AND amount < {fn power(10, 2)} ORDER BY id
## timestamp escape
SELECT id FROM orders WHERE day >= {ts '2026-02-01 00:00:00'} AND placed_on > '2026' ORDER BY id
## time escape
SELECT id, {t '10:00:00'} AS t FROM customers WHERE name = 'Ada'
## outer join escape
SELECT c.name, o.amount FROM {oj customers c LEFT OUTER JOIN orders o ON o.customer_id = c.id} ORDER BY c.id, o.id
## LIKE with JDBC's escape
SELECT id FROM customers WHERE name LIKE 'O|''%' {escape '|'}
## LIKE with an escape and a parameter
# with text A!d%
SELECT id FROM customers WHERE name LIKE ? ESCAPE '!'
## a doubled operator beside a computed column
# with numeric 5
SELECT o.id FROM orders o, products p WHERE p.data ?? 'k' AND o.amount > ? AND p.id = 1 ORDER BY o.id
## a doubled operator in a comparison that is moved
# with text k
SELECT id FROM orders WHERE amount >= CASE WHEN '{"k": 1}'::jsonb ?? ? THEN 20 END ORDER BY id
## parameters on both sides of a computed column
# with int 1 | numeric 9.5 | numeric 20.505 | int 2
SELECT ? AS a, id, ? + amount FROM orders WHERE amount <= ? AND quantity <= ? ORDER BY id
## parameters in several statements that compare
# with text one | numeric 10.00 | numeric 0.985 | numeric 0.99
UPDATE orders SET note = ? WHERE amount = ?; SELECT id FROM orders WHERE amount > ? AND amount <= ?
## several statements that sort
# plain
SELECT id FROM orders ORDER BY amount LIMIT 1; SELECT max(quantity) AS m FROM orders; SELECT id FROM orders WHERE amount > 50
## several rows of parameters for one comparison
# with text a | numeric 10.00
# with text b | numeric 20.505
# with text c | nullnumeric
UPDATE orders SET note = ? WHERE amount >= ?
## a batch of other types
# with text a | numeric 10.00
# with text b | double 0.99
# with text c | int 100
UPDATE orders SET note = ? WHERE amount = ?
## positional parameters beside a computed column
SELECT id FROM orders WHERE amount > $1
## a colon before a name
SELECT id FROM orders WHERE amount > :amount
## a parameter beside a string, a comment and a dollar string
# with numeric 20.505
SELECT '?' AS q, $$?$$ AS d, id FROM orders /* ? */ WHERE amount > ? -- ?
