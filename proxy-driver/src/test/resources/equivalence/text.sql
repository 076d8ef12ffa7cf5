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
