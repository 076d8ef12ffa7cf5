Conditions on columns that are read from another one: what an index serves must find the same rows.

## a constant that the column cannot hold
SELECT id FROM orders WHERE amount = 20.505
## a constant between two values
SELECT id FROM orders WHERE amount > 0.985 AND amount < 0.995
## greater than a constant between two values
SELECT id FROM orders WHERE amount > 20.499 ORDER BY id
## less than a constant between two values
SELECT id FROM orders WHERE amount < 20.504 ORDER BY id
## at least a constant that would be rounded down
SELECT id FROM orders WHERE amount >= 20.501 ORDER BY id
## at most a constant that would be rounded up
SELECT id FROM orders WHERE amount <= 20.499 ORDER BY id
## every comparison with a value that is there
SELECT a.id, b.id FROM orders a, orders b WHERE a.amount = 20.50 AND b.amount >= 20.50 OR a.amount > 20.50 AND b.amount <= 20.50 OR a.amount < 20.50 AND 20.50 < b.amount ORDER BY 1, 2
## the constant first
SELECT id FROM orders WHERE 10 <= amount AND 20.5 >= amount ORDER BY id
## the constant first, strictly
SELECT id FROM orders WHERE 10 < amount AND 100 > amount ORDER BY id
## a constant that is too large for the column
SELECT id FROM orders WHERE amount < 1e30 AND amount > -1e30 ORDER BY id
## equality with a constant that is too large
SELECT id FROM orders WHERE amount = 1e30 OR amount = 99999999999 OR amount IN (1e300, 0.99)
## at least a constant that is too large
SELECT id FROM orders WHERE amount >= 1e30
## a constant that no floating-point number reaches
SELECT id FROM orders WHERE amount < 1e400 ORDER BY id
## NaN is above all
SELECT id FROM orders WHERE amount <= 'NaN' ORDER BY id
## equality with NaN
SELECT id FROM orders WHERE amount = 'NaN' OR amount > 'NaN'
## a string that is a number
SELECT id FROM orders WHERE amount = '20.50'
## a string that is none
SELECT id FROM orders WHERE amount = 'twenty'
## a string that is none, in a list
SELECT id FROM orders WHERE amount IN (1, 'twenty')
## an empty string
SELECT id FROM orders WHERE amount >= ''
## a text is not compared with a number
SELECT id FROM orders WHERE amount = 'x'::text
## a text parameter is not compared with a number
# with text 20.50
SELECT id FROM orders WHERE amount >= ?
## a text parameter is not compared with a number, in a list
# with text 20.50 | numeric 1
SELECT id FROM orders WHERE amount IN (?, ?)
## a boolean is not compared with a number
# with bool true
SELECT id FROM orders WHERE amount = ?
## a date is not compared with a number
SELECT id FROM orders WHERE amount BETWEEN date '2026-01-01' AND 5
## equality with NULL
SELECT id FROM orders WHERE amount = NULL OR amount > NULL OR amount IN (NULL, 0.99)
## a parameter that is NULL
# with null
SELECT id FROM orders WHERE amount = ?
## a range's parameter that is NULL
# with nullnumeric
SELECT id FROM orders WHERE amount >= ?
## a range's parameter that is NULL, at most
# with null
SELECT id FROM orders WHERE amount <= ?
## a list's parameter that is NULL
# with nullnumeric | numeric 0.99
SELECT id FROM orders WHERE amount IN (?, ?)
## NULL between
# with nullnumeric | numeric 100
SELECT id FROM orders WHERE amount BETWEEN ? AND ?
## NOT around a comparison
# with numeric 20.505 | nullnumeric
SELECT id FROM orders WHERE NOT amount = ? AND (NOT amount > ?) IS NULL ORDER BY id
## NOT around a range
SELECT id FROM orders WHERE NOT (amount > 20.505) ORDER BY id
## a comparison in the select list
SELECT id, amount = 20.505, amount > 20.5, amount IN (NULL, 1), amount IS NULL FROM orders ORDER BY id
## a comparison that is compared
SELECT id FROM orders WHERE (amount > 10) = (quantity > 1) ORDER BY id
## a comparison that is NULL
SELECT id FROM orders WHERE (amount > NULL) IS NULL AND (amount = 1) IS NOT TRUE ORDER BY id
## CASE in a condition
SELECT id FROM orders WHERE CASE WHEN amount = 20.50 THEN note IS NULL ELSE amount > 50 END ORDER BY id
## a parameter of double precision
# with double 20.5
SELECT id FROM orders WHERE amount = ?
## a parameter of double precision that is no decimal
# with double 0.99
SELECT id FROM orders WHERE amount <= ? ORDER BY id
## the double that is next to a value
# with double 0.9900000000000001 | double 0.9899999999999999
SELECT id FROM orders WHERE amount < ? AND amount > ?
## the double that is next to a value, with equality
# with double 0.9900000000000001
SELECT id FROM orders WHERE amount = ?
## a double that is not a number
# with double NaN
SELECT id FROM orders WHERE amount < ? ORDER BY id
## an infinite double
# with double Infinity | double -Infinity
SELECT id FROM orders WHERE amount <= ? AND amount >= ? ORDER BY id
## equality with an infinite double
# with double Infinity
SELECT id FROM orders WHERE amount = ?
## a double beside a number in a list
# with double 0.99 | numeric 20.500000000000000001
SELECT id FROM orders WHERE amount IN (?, ?) ORDER BY id
## a float
# with float 0.99
SELECT id FROM orders WHERE amount > ? ORDER BY id
## a float that is exact
# with float 20.5
SELECT id FROM orders WHERE amount = ? OR quantity = ?::real ORDER BY id
## an integer parameter
# with int 10
SELECT id FROM orders WHERE amount = ?
## a long parameter that is too large
# with long 9223372036854775807
SELECT id FROM orders WHERE amount < ? AND amount <> ? ORDER BY id
## a short parameter
# with short 10
SELECT id FROM orders WHERE amount >= ? ORDER BY id
## a cast parameter
# with text 20.50
SELECT id FROM orders WHERE amount = ?::numeric
## a parameter that is cast to another scale
# with text 20.46
SELECT id FROM orders WHERE amount = ?::numeric(12,1)
## arithmetic with parameters
# with numeric 10 | numeric 10.50
SELECT id FROM orders WHERE amount = ? + ?
## arithmetic whose type is not known
# with untyped 10 | untyped 10.50
SELECT id FROM orders WHERE amount = ? + ?
## a division by zero
SELECT id FROM orders WHERE amount > 1 / 0
## a function of constants
SELECT id FROM orders WHERE amount >= greatest(1, 9.5) AND amount < abs(-21) ORDER BY id
## a volatile function is called as often as it was
# rows differ
SELECT id FROM orders WHERE amount > random() - 1
## a sequence in a condition
SELECT id FROM orders WHERE amount = 100 AND amount > nextval('counter') * 0
## a subquery instead of a constant
SELECT id FROM orders WHERE amount = (SELECT max(amount) FROM orders) OR amount > (SELECT 50) ORDER BY id
## IN of one
# with numeric 0.99
SELECT id FROM orders WHERE amount IN (?)
## IN of values that the column cannot hold
SELECT id FROM orders WHERE amount IN (0.985, 0.994, 20.5000) ORDER BY id
## NOT IN
SELECT id FROM orders WHERE amount NOT IN (0.99, 20.501) ORDER BY id
## NOT IN with NULL
SELECT id FROM orders WHERE amount NOT IN (0.99, NULL)
## IN of many
SELECT id FROM orders WHERE amount IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 9.5, 11, 12, 13, 14, 15, 16, 17, 18, 20.501, NULL, 1e30, 0.99) ORDER BY id
## IN of many parameters
# with int 1 | int 2 | int 3 | int 4 | int 5 | int 6 | int 7 | int 8 | numeric 9.5 | int 10 | int 11 | int 12 | int 13 | int 14 | null | int 16 | double 0.99
SELECT id FROM orders WHERE amount IN (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ORDER BY id
## IN of many with one that is no number
SELECT id FROM orders WHERE amount IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 9.5, 11, 12, 13, 14, 15, 16, 17, 'x')
## IN of many with a text
SELECT id FROM orders WHERE amount IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 9.5, 11, 12, 13, 14, 15, 16, 17, 'x'::text)
## IN of many strings
SELECT id FROM orders WHERE amount IN ('1', '2', '3', '4', '5', '6', '7', '8', '9', '9.5', '11', '12', '13', '14', '15', '16', '17') ORDER BY id
## ANY of an array of numbers
SELECT id FROM orders WHERE amount = ANY (ARRAY[0.99, 20.505, NULL, 1e30]) ORDER BY id
## ANY of an array of integers
SELECT id FROM orders WHERE amount = ANY (ARRAY[10, 100]) ORDER BY id
## ANY of an array of texts
SELECT id FROM orders WHERE amount = ANY (ARRAY['10', '100'])
## ANY of an array's text
SELECT id FROM orders WHERE amount = ANY ('{10,0.990,20.501,NaN}') ORDER BY id
## ANY of an array parameter
# with numerics 10,0.99,20.501
SELECT id FROM orders WHERE amount = ANY (?) ORDER BY id
## ANY of an array of doubles
# with doubles 10,0.99,Infinity,NaN
SELECT id FROM orders WHERE amount = ANY (?) ORDER BY id
## ANY of an array of longs
# with longs 10,100,9223372036854775807
SELECT id FROM orders WHERE amount = ANY (?) OR quantity = ANY (?::int8[]) ORDER BY id
## ANY of an array of texts as parameter
# with texts 10,20
SELECT id FROM orders WHERE amount = ANY (?)
## ANY of an untyped array
# with untyped {10,0.99}
SELECT id FROM orders WHERE amount = ANY (?) ORDER BY id
## ANY of no array
# with null
SELECT id FROM orders WHERE amount = ANY (?)
## ANY of an empty array
SELECT id FROM orders WHERE amount = ANY ('{}')
## ANY of an array of two dimensions
SELECT id FROM orders WHERE amount = ANY ('{{10,1},{0.99,2}}') ORDER BY id
## SOME
SELECT id FROM orders WHERE amount = SOME (ARRAY[0.99, 100.00]) ORDER BY id
## ALL
SELECT id FROM orders WHERE amount <> ALL (ARRAY[0.99, 100.00]) AND amount <= ALL (ARRAY[20.505, 50]) ORDER BY id
## ANY with an order
SELECT id FROM orders WHERE amount > ANY (ARRAY[20.505, 50]) ORDER BY id
## BETWEEN parameters
# with numeric 0.985 | numeric 20.505
SELECT id FROM orders WHERE amount BETWEEN ? AND ? ORDER BY id
## BETWEEN in the wrong order
SELECT id FROM orders WHERE amount BETWEEN 20.5 AND 1
## BETWEEN SYMMETRIC
# with numeric 20.505 | double 0.985
SELECT id FROM orders WHERE amount BETWEEN SYMMETRIC ? AND ? ORDER BY id
## BETWEEN ASYMMETRIC
SELECT id FROM orders WHERE amount BETWEEN ASYMMETRIC 9.5 AND 10.0 ORDER BY id
## NOT BETWEEN
SELECT id FROM orders WHERE amount NOT BETWEEN 1 AND 20.499 ORDER BY id
## BETWEEN beyond the type
SELECT id FROM orders WHERE amount BETWEEN -1e30 AND 1e30 ORDER BY id
## IS NULL beside a comparison
SELECT id FROM orders WHERE amount IS NULL OR amount = 0.99 ORDER BY id
## IS NOT NULL, ISNULL and NOTNULL
SELECT id FROM orders WHERE amount IS NOT NULL AND amount NOTNULL AND NOT (amount ISNULL) ORDER BY id
## IS DISTINCT FROM a value between
SELECT id FROM orders WHERE amount IS DISTINCT FROM 20.505 AND amount IS NOT DISTINCT FROM 20.50
## IS NOT DISTINCT FROM NULL
# with nullnumeric
SELECT id FROM orders WHERE amount IS NOT DISTINCT FROM ?
## rows
# with numeric 9.50 | long 1
SELECT id FROM orders WHERE (amount, id) > (?, ?) ORDER BY amount, id LIMIT 3
## rows of constants first
SELECT id FROM orders WHERE (20.505, 7) >= (amount, quantity) ORDER BY id
## rows that are equal
SELECT id FROM orders WHERE (amount, quantity) = (20.5, 2) OR (amount, quantity) = (20.505, 2)
## rows with NULL
SELECT id FROM orders WHERE (amount, quantity) > (20.5, NULL) OR (amount, id) < (NULL, 2) ORDER BY id
## rows in a list
SELECT id FROM orders WHERE (amount, quantity) IN ((20.5, 2), (0.99, 3), (1, NULL)) ORDER BY id
## rows beyond the type
SELECT id FROM orders WHERE (amount, id) < (1e30, 5) AND ROW(amount, id) > ROW(-1e30, 0) ORDER BY id
## parentheses
SELECT id FROM orders WHERE ((((amount)) = (20.50)) AND ((quantity) = (2))) OR ((amount) > (50))
## the column is compared twice
SELECT id FROM orders WHERE amount > 1 AND amount < 50 AND amount <> 10 AND quantity >= 1 ORDER BY id
## an operator of another schema
SELECT id FROM orders WHERE amount OPERATOR(pg_catalog.=) 20.505 OR amount OPERATOR(pg_catalog.<) 1
## a join of two columns of one change
SELECT a.id, b.id FROM orders a JOIN orders b ON a.amount = b.amount AND a.quantity <= b.quantity ORDER BY 1, 2
## a join by order
SELECT a.id, b.id FROM orders a JOIN orders b ON b.amount > a.amount AND b.amount <= 20.505 ORDER BY 1, 2
## a left join with a condition on either side
SELECT c.id, o.id FROM customers c LEFT JOIN orders o ON o.customer_id = c.id AND o.amount > 10.005 ORDER BY 1, 2
## a full join by a changed column
SELECT a.id, b.id FROM orders a FULL JOIN orders b ON a.amount = b.amount ORDER BY 1, 2
## a join with a column that does not change
SELECT o.id, a.quantity FROM orders o LEFT JOIN archive a ON a.amount = o.amount AND o.amount = 9.5 ORDER BY 1, 2
## a join of columns of different changes
SELECT o.id, l."Id" FROM orders o JOIN "Line Items" l ON l."Unit Price" < o.amount AND l."Unit Price" > 2.505 ORDER BY 1, 2
## an outer column in a subquery's condition
SELECT id FROM orders o WHERE EXISTS (SELECT FROM orders p WHERE p.amount = o.amount AND p.id <> o.id) ORDER BY id
## LATERAL with an order
SELECT o.id, l.id FROM orders o, LATERAL (SELECT id FROM orders p WHERE p.amount > o.amount ORDER BY p.amount LIMIT 1) l ORDER BY 1
## an update by a comparison
# with text hit | numeric 20.505 | numeric 20.50
UPDATE orders SET note = ? WHERE amount < ? AND amount >= ?
## an update of the column that is compared
UPDATE orders SET amount = amount + 0.01 WHERE amount BETWEEN 0.985 AND 10.004
## a delete by a list
# with numeric 2.50 | numeric 7.501
DELETE FROM "Line Items" WHERE "Unit Price" IN (?, ?)
## a delete with USING
DELETE FROM "Line Items" l USING orders o WHERE o.id = l.order_id AND o.amount = 10.00 AND l."Unit Price" > 5.001
## HAVING over a comparison
SELECT amount, count(*) FROM orders GROUP BY amount HAVING amount > 10.005 ORDER BY 1
## FILTER over a comparison
SELECT count(*) FILTER (WHERE amount > 10.005) FROM orders
## integers and a fraction
SELECT id FROM orders WHERE quantity = 1.5 OR quantity = 2.0 ORDER BY id
## an integer that is too large for the type
# with long 4294967297
SELECT id FROM orders WHERE quantity = ? OR quantity = 3
## a string that is too large for the type
SELECT id FROM orders WHERE quantity = '4294967297'
## an untyped parameter that is too large for the type
# with untyped 4294967297
SELECT id FROM orders WHERE quantity IN (?, 3)
## a numeric parameter for an integer
# with numeric 2.5
SELECT id FROM orders WHERE quantity = ?
## smallest and largest of a type
SELECT id FROM measures WHERE short_no >= 32767 OR short_no <= -32768 ORDER BY id
## beyond smallest and largest of a type
SELECT id FROM measures WHERE short_no > 32767 OR short_no < -32768 OR short_no = 100000
## all of a type
SELECT id FROM measures WHERE short_no < 100000 AND short_no > -100000.5 ORDER BY id
## a smallint and fractions
SELECT id FROM measures WHERE short_no > 0.5 AND short_no <= 16777.49 OR short_no BETWEEN -0.4 AND 0.4 ORDER BY id
## a smallint and a float
# with float 16777 | double 32766.99
SELECT id FROM measures WHERE short_no = ? OR short_no > ? ORDER BY id
## NaN equals NaN
SELECT id FROM measures WHERE ratio = 'NaN'
## at least NaN
SELECT id FROM measures WHERE ratio >= 'NaN' ORDER BY id
## greater than NaN
SELECT id FROM measures WHERE ratio > 'NaN'
## at most NaN
SELECT id FROM measures WHERE ratio <= 'NaN' ORDER BY id
## less than NaN
SELECT id FROM measures WHERE ratio < 'NaN' ORDER BY id
## greater than all but NaN
SELECT id FROM measures WHERE ratio > 99999.999 ORDER BY id
## greater than what the type can hold, and NaN
SELECT id FROM measures WHERE ratio > 1e30 OR ratio >= 100000 ORDER BY id
## NaN of double precision
# with double NaN | double NaN
SELECT id FROM measures WHERE ratio = ? OR ratio > ? ORDER BY id
## NaN in a list
SELECT id FROM measures WHERE ratio IN ('NaN', 1.5, 1.5004) ORDER BY id
## NaN in an array
# with doubles NaN,1.501
SELECT id FROM measures WHERE ratio = ANY (?) ORDER BY id
## the largest double beside the largest number
# with double 99999.999 | double 99999.99900000001
SELECT id FROM measures WHERE ratio = ? OR ratio >= ? ORDER BY id
## values that differ in the last digit
# with numeric 1.5005 | numeric 1.5005
SELECT id FROM measures WHERE ratio < ? AND ratio > 1.4999 OR ratio = ? ORDER BY id
## an infinity
SELECT id FROM measures WHERE ratio < 'Infinity' AND ratio > '-Infinity' ORDER BY id
## more digits than a double has
SELECT id FROM measures WHERE huge = 123456789012345.6789
## more digits than a double has, between
SELECT id FROM measures WHERE huge > 123456789012345.67885 AND huge < 123456789012345.67895
## more digits than a double has, as parameters
# with numeric 123456789012345.6788 | numeric 999999999999999.9999
SELECT id FROM measures WHERE huge = ? OR huge >= ? ORDER BY id
## more digits than the double has that it is compared with
# with double 123456789012345.6789
SELECT id FROM measures WHERE huge = ? ORDER BY id
## more digits than the double has that it is compared with, in a list
# with double 123456789012345.6789 | numeric 0.0001
SELECT id FROM measures WHERE huge IN (?, ?) ORDER BY id
## more digits than a double has, by order
# with double 999999999999999.9999 | double 1
SELECT id FROM measures WHERE huge >= ? OR huge BETWEEN -1 AND ? ORDER BY id
## more digits than a double has, in an array
# with doubles 123456789012345.6789
SELECT id FROM measures WHERE huge = ANY (?) ORDER BY id
## more digits than a double has, in an array of numbers
SELECT id FROM measures WHERE huge = ANY (ARRAY[0.0001, 123456789012345.67890]) OR huge = ANY ('{999999999999999.9999}') ORDER BY id
## the largest number and what is above
SELECT id FROM measures WHERE huge <= 1e20 AND huge >= 999999999999999.9999
## a long of more digits than a double has
# with long 9007199254740993
SELECT id FROM measures WHERE wide_no = ?
## a long beside the double that is next to it
# with double 9007199254740992
SELECT id FROM measures WHERE wide_no = ? ORDER BY id
## the largest long
# with long 9223372036854775807 | long -9223372036854775808
SELECT id FROM measures WHERE wide_no >= ? OR wide_no <= ? ORDER BY id
## beyond the largest long
SELECT id FROM measures WHERE wide_no < 9223372036854775808 AND wide_no > -1e30 AND wide_no <> 1e19 ORDER BY id
## a long and a fraction
# with numeric 9007199254740992.5
SELECT id FROM measures WHERE wide_no > ? AND wide_no < 9007199254740993.5 ORDER BY id
## a long and an untyped parameter
# with untyped 9007199254740993
SELECT id FROM measures WHERE wide_no >= ? ORDER BY id
## a long and a parameter of NULL
# with null
SELECT id FROM measures WHERE wide_no < ?
## text of another length
# with text A1 | text B
SELECT id FROM measures WHERE mcode = ? OR mcode IN ('a1', ?) ORDER BY id
## text of another length that is empty
SELECT id FROM measures WHERE mcode = ''
## text of another length by order
SELECT id FROM measures WHERE mcode >= 'A1' AND mcode < 'B' ORDER BY id
## text that is longer than the column
SELECT id FROM measures WHERE mcode = 'A1xxxxxxxxxxxxxxxxxxx' OR mcode < 'A1xxxxxxxxxxxxxxxxxxxx' ORDER BY id
## text with blanks at the end
SELECT id FROM measures WHERE mcode = 'A1 ' OR mcode = 'a1 '::char(5) ORDER BY id
## text and a number
SELECT id FROM measures WHERE mcode = 5
## text and a parameter that is a number
# with int 5
SELECT id FROM measures WHERE mcode = ?
## text in an array
# with texts A1,B
SELECT id FROM measures WHERE mcode = ANY (?) ORDER BY id
## text that begins so
SELECT id FROM measures WHERE mcode LIKE 'A1%' OR mcode BETWEEN 'B' AND 'C' ORDER BY id
## text under another collation
SELECT id FROM measures WHERE mcode COLLATE "C" > 'B' ORDER BY mcode COLLATE "C", id
## a comparison under another collation
SELECT id FROM measures WHERE mcode > 'B' COLLATE "C" ORDER BY id
## a uuid that is spoken of as text
# only old
# with text 0a1b2c3d-0000-4000-8000-00000000000f
SELECT id, mref FROM measures WHERE mref = ?
## a uuid in capitals is another text
# only old
SELECT id FROM measures WHERE mref = '0A1B2C3D-0000-4000-8000-00000000000F' OR mref = '{0a1b2c3d-0000-4000-8000-00000000000f}'
## a text that is no uuid
# only old
SELECT id FROM measures WHERE mref = 'nothing' OR mref IN ('', 'ffffffff-ffff-ffff-ffff-ffffffffffff', NULL)
## a uuid with blanks at the end is another text
# only old
SELECT id FROM measures WHERE mref = 'ffffffff-ffff-ffff-ffff-ffffffffffff ' OR mref = '00000000-0000-0000-0000-000000000000'::char(40)
## a uuid of text by order
# only old
SELECT id FROM measures WHERE mref > '1' ORDER BY mref
## a uuid of text in an array
# only old
# with texts nothing,ffffffff-ffff-ffff-ffff-ffffffffffff
SELECT id FROM measures WHERE mref = ANY (?) OR mref IS NULL ORDER BY id
## a uuid of text and a number
# only old
# with int 5
SELECT id FROM measures WHERE mref = ?
## a uuid of text and a parameter of NULL
# only old
# with nulltext
SELECT id FROM measures WHERE mref = ?
## a uuid
# only new
# with uuid 0a1b2c3d-0000-4000-8000-00000000000f
SELECT id FROM measures WHERE mref_id = ? OR mref_id = 'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF' ORDER BY id
## a uuid and a text
# only new
# with text 0a1b2c3d-0000-4000-8000-00000000000f
SELECT id FROM measures WHERE mref_id = ?
## a uuid that is none
# only new
SELECT id FROM measures WHERE mref_id IN ('nothing')
## uuids in a list and an array
# only new
# with untyped {00000000-0000-0000-0000-000000000000}
SELECT id FROM measures WHERE mref_id IN ('ffffffff-ffff-ffff-ffff-ffffffffffff', NULL) OR mref_id = ANY (?) OR mref_id > 'f0000000-0000-0000-0000-000000000000' ORDER BY id
## a join of texts and of uuids
SELECT a.id, b.id FROM measures a JOIN measures b ON a.mref = b.mref AND a.mcode >= b.mcode ORDER BY 1, 2
## ORDER BY with LIMIT
SELECT id FROM orders ORDER BY amount LIMIT 3
## ORDER BY a label with LIMIT
SELECT amount, id FROM orders ORDER BY amount DESC LIMIT 3
## ORDER BY a label with NULLs first
SELECT o.amount AS betrag, id FROM orders o ORDER BY betrag DESC NULLS FIRST, o.id LIMIT 2
## ORDER BY an ordinal with LIMIT
SELECT id, amount FROM orders ORDER BY 2 NULLS FIRST LIMIT 3 OFFSET 1
## ORDER BY several keys
SELECT id FROM orders o ORDER BY o.amount DESC NULLS LAST, (quantity), 1 LIMIT 4
## ORDER BY beside a star
SELECT * FROM orders ORDER BY amount, id LIMIT 3
## ORDER BY a label of two items
SELECT amount, amount * 2 AS amount FROM orders ORDER BY amount
## ORDER BY an ordinal that is none
SELECT amount FROM orders ORDER BY 7
## ORDER BY USING
SELECT id FROM orders WHERE amount > 1 ORDER BY amount USING >
## ORDER BY a label that hides a column
SELECT id AS amount FROM orders ORDER BY amount DESC LIMIT 2
## ORDER BY with DISTINCT
SELECT DISTINCT amount FROM orders ORDER BY amount DESC LIMIT 3
## ORDER BY with DISTINCT ON
SELECT DISTINCT ON (amount) amount, id FROM orders ORDER BY amount, id LIMIT 3
## ORDER BY what is grouped
SELECT amount, count(*) FROM orders GROUP BY amount ORDER BY amount LIMIT 3
## ORDER BY without the group that it needs
SELECT count(*) FROM orders ORDER BY amount
## ORDER BY the primary key's dependant
SELECT id, amount FROM orders GROUP BY id ORDER BY amount LIMIT 3
## ORDER BY with a window
SELECT id, row_number() OVER (ORDER BY amount, id) FROM orders ORDER BY amount, id LIMIT 3
## ORDER BY in an aggregate
SELECT string_agg(id::text, ',' ORDER BY amount DESC NULLS LAST, id) FROM orders
## ORDER BY of a union
SELECT amount FROM orders UNION ALL SELECT 5 ORDER BY amount LIMIT 3
## ORDER BY FOR UPDATE
SELECT id FROM orders ORDER BY amount LIMIT 2 FOR UPDATE SKIP LOCKED
## ORDER BY with ties
SELECT amount FROM orders ORDER BY amount FETCH FIRST 2 ROWS WITH TIES
## ORDER BY in a subquery
SELECT name FROM customers WHERE id IN (SELECT customer_id FROM orders ORDER BY amount DESC NULLS LAST LIMIT 2) ORDER BY 1
## ORDER BY numbers beside NaN
SELECT id FROM measures ORDER BY ratio DESC, id LIMIT 4
## ORDER BY text of another length
SELECT id FROM measures ORDER BY mcode, id LIMIT 4
## ORDER BY text and its label
SELECT mcode, id FROM measures ORDER BY mcode DESC, 2 LIMIT 4
## ORDER BY the collation of another
SELECT mcode, id FROM measures ORDER BY mcode COLLATE "C", id
## min and max
# only old
SELECT min(amount), max(amount) FROM orders
## min and max of all types
SELECT min(short_no), max(ratio), min(ratio), max(mcode) FROM measures
## min and max of large numbers
# only old
SELECT min(huge), max(huge), min(wide_no), max(wide_no) FROM measures
## min and max of nothing
SELECT max(quantity), min(short_no) FROM orders, measures WHERE false
## min and max with other words
SELECT max(DISTINCT short_no), max(ALL short_no), max(short_no) FILTER (WHERE id > 2), max((short_no)) FROM measures
## min and max over a window
SELECT id, max(short_no) OVER w, min(short_no) OVER (ORDER BY id) FROM measures WINDOW w AS (PARTITION BY id % 2) ORDER BY id
## min and max in expressions
# only old
SELECT max(amount) - min(amount) AS spread, upper(max(mcode)) FROM orders, measures HAVING max(amount) > 5 ORDER BY max(amount)
## min and max of groups
SELECT customer_id, max(short_no) AS m FROM orders JOIN measures USING (id) GROUP BY customer_id HAVING min(short_no) IS NOT NULL ORDER BY m, 1
## max as condition
SELECT id FROM orders WHERE amount = (SELECT max(amount) FROM orders) OR amount < (SELECT max(o.amount) - 95 FROM orders o) ORDER BY id
## max of an outer column
SELECT customer_id FROM orders o GROUP BY customer_id HAVING EXISTS (SELECT FROM archive HAVING max(o.amount) > 10) ORDER BY 1
## integers of two rows, and of other tables
SELECT a.id, b.id FROM measures a JOIN measures b ON a.short_no >= b.short_no ORDER BY 1, 2
## integers beside an outer join
SELECT m.id, o.id FROM measures m LEFT JOIN orders o ON o.id = m.short_no AND m.short_no <> 0 ORDER BY 1, 2
## integers beside a full join
SELECT m.id, g FROM measures m FULL JOIN generate_series(-1, 1) AS g ON m.short_no = g ORDER BY 1, 2
## integers and columns of other types
SELECT m.id, v.n FROM measures m JOIN (VALUES (1::real, 0::numeric, 32767::bigint, '16777'::oid)) AS v (r, n, b, o) ON m.short_no = v.r OR m.short_no = v.n OR m.short_no >= v.b OR m.short_no = v.o ORDER BY 1
## integers and a column that has none
SELECT m.id FROM measures m JOIN (VALUES ('1')) AS v (x) ON m.short_no = v.x
## integers and what a query finds
SELECT id FROM measures m WHERE short_no IN (SELECT id - 1 FROM orders) OR m.short_no = (SELECT max(b.short_no) FROM measures b) OR m.short_no = ANY (SELECT 0.0) ORDER BY id
## integers that are none of what a query finds
SELECT id FROM measures m WHERE m.short_no NOT IN (SELECT quantity FROM orders WHERE quantity IS NOT NULL) AND m.short_no <> ALL (SELECT 5) ORDER BY id
## integers and the elements of a column
SELECT m.id FROM measures m JOIN (VALUES ('{1,0}'::int[])) AS v (list) ON m.short_no = ANY (v.list) ORDER BY 1
## integers and a row
SELECT a.id, b.id FROM measures a JOIN measures b ON (a.short_no, a.id) = (b.short_no, b.id) ORDER BY 1
## integers of an update's other table
UPDATE orders SET note = 'm' || m.id FROM measures m WHERE m.short_no = orders.id RETURNING orders.id, note
## integers of a deletion's other table
DELETE FROM orders USING measures m WHERE orders.id = m.short_no AND m.id < 5 RETURNING orders.id
## integers of a query around
SELECT id FROM orders o WHERE EXISTS (SELECT FROM measures m WHERE m.short_no = o.id) ORDER BY id
