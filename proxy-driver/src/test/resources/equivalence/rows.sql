Whole rows of a table, where nothing but their columns can be seen; where their type can be seen, they are refused.

## row_to_json
SELECT row_to_json(c) FROM customers c ORDER BY c.id
## to_json, to_jsonb and row_to_json by the table's own name
SELECT to_json(orders), to_jsonb(orders), row_to_json(public.orders.*) FROM orders ORDER BY id
## a whole row cannot be named with its schema
SELECT row_to_json(public.orders) FROM orders ORDER BY id
## a whole row with quoted columns
SELECT to_jsonb(l), row_to_json("Line Items") FROM "Line Items" l, "Line Items" WHERE l."Id" = "Line Items"."Id" ORDER BY 1
## a whole row written as a star
SELECT row_to_json(c.*), count(c.*) OVER () FROM customers AS c ORDER BY c.id
## a whole row in a call with a schema
SELECT pg_catalog.to_jsonb(c) -> 'name' FROM customers c ORDER BY c.id
## json_agg and jsonb_agg
SELECT json_agg(o ORDER BY o.id), jsonb_agg(o ORDER BY o.amount DESC NULLS LAST, id) FROM orders o
## json_agg with FILTER
SELECT json_agg(o ORDER BY id) FILTER (WHERE o.amount > 5) FROM orders o
## json_agg of a whole row for each group
SELECT c.city, json_agg(c ORDER BY c.id) AS people FROM customers c GROUP BY c.city ORDER BY 1
## json_agg of joined rows for each primary key
SELECT c.id, c.name, coalesce(json_agg(o ORDER BY o.id) FILTER (WHERE o.id IS NOT NULL), '[]') FROM customers c LEFT JOIN orders o ON o.customer_id = c.id GROUP BY c.id ORDER BY c.id
## a whole row beside GROUP BY its primary key
SELECT row_to_json(c), count(o.id) FROM customers c LEFT JOIN orders o ON o.customer_id = c.id GROUP BY c.id ORDER BY c.id
## array_agg inside to_json
SELECT to_json(array_agg(c ORDER BY c.id)), array_to_json(array_agg(c ORDER BY c.name)) FROM customers c
## an array constructor of whole rows inside to_json
SELECT to_json(ARRAY[c, d]) FROM customers c JOIN customers d ON d.id = c.id + 1 ORDER BY c.id
## json_build_object of whole rows
SELECT json_build_object('customer', c, 'order', o), jsonb_build_array(c, 1) FROM customers c JOIN orders o ON o.customer_id = c.id ORDER BY o.id
## json_object_agg of whole rows
SELECT json_object_agg(c.name, c ORDER BY c.id) FROM customers c
## count of whole rows
SELECT count(c), count(DISTINCT c), count(*) FROM customers c
## count of whole rows that an outer join does not find
SELECT count(c), count(o), count(*) FROM customers c FULL JOIN orders o ON o.customer_id = c.id
## a whole row that an outer join does not find
SELECT o.id, row_to_json(c), to_jsonb(c), c IS NULL, c IS NOT NULL FROM orders o LEFT JOIN customers c ON c.id = o.customer_id ORDER BY o.id
## a whole row that a right join does not find
SELECT c.id, row_to_json(o), o IS NULL FROM orders o RIGHT JOIN customers c ON c.id = o.customer_id ORDER BY c.id, o.id
## a whole row of NULLs is not a missing one
SELECT to_json(p), p IS NULL FROM (SELECT 1 AS one) x LEFT JOIN products p ON p.id = 3
## IS NULL and IS NOT NULL of whole rows
SELECT id, c IS NULL, c IS NOT NULL, (c) ISNULL, c NOTNULL FROM customers c ORDER BY id
## IS NOT NULL of a whole row as condition
SELECT id FROM orders o WHERE o IS NOT NULL ORDER BY id
## comparison of whole rows
SELECT c.id, d.id FROM customers c JOIN customers d ON c = d ORDER BY 1
## comparison of whole rows by order
SELECT o.id, p.id FROM orders o, orders p WHERE o < p AND o.id < 4 AND p.id < 4 ORDER BY 1, 2
## IS DISTINCT FROM of whole rows
SELECT c.id, d.id FROM customers c JOIN customers d ON c IS NOT DISTINCT FROM d WHERE c IS DISTINCT FROM d OR true ORDER BY 1
## comparison of a whole row with a derived one
SELECT o.id FROM orders o JOIN (SELECT * FROM orders WHERE amount > 5) p ON o = p ORDER BY o.id
## a whole row as text
SELECT c::text, CAST(c AS text), CAST((c) AS varchar) FROM customers c ORDER BY id
## a whole row as text has its label
SELECT o::text FROM orders o ORDER BY o.id
## concat and format of whole rows
SELECT concat(c, '!'), concat_ws('-', c, 1), format('%s|%s', c, c.id) FROM customers c ORDER BY c.id
## num_nulls of a whole row
SELECT num_nulls(c, c.city), num_nonnulls(c) FROM customers c ORDER BY c.id
## ORDER BY a whole row
SELECT name FROM customers c ORDER BY c
## ORDER BY a whole row, descending
SELECT id FROM orders o ORDER BY o DESC
## DISTINCT ON a whole row
SELECT DISTINCT ON (c) c.id, name FROM customers c ORDER BY c
## GROUP BY a whole row
SELECT count(*), to_jsonb(c) FROM customers c GROUP BY c ORDER BY 2
## a window over a whole row
SELECT id, row_number() OVER (ORDER BY o), rank() OVER w FROM orders o WINDOW w AS (PARTITION BY o.customer_id ORDER BY o) ORDER BY id
## a field of a whole row
SELECT (c).name, (c).city, (c).vip FROM customers c ORDER BY (c).id
## fields of a whole row in conditions
# with numeric 5
SELECT (o).id, (o).amount * 2, (o).placed_on FROM orders o WHERE (o).amount > ? ORDER BY ((o)).id
## elements of a field of a whole row
SELECT (p).tags[1], (p).title FROM products p ORDER BY (p).id
## a field that the shape hides
SELECT (o).amount_cents FROM orders o
## all fields of a whole row
SELECT (c).* FROM customers c ORDER BY id
## all fields of a whole row beside others
SELECT 1 AS one, (o).*, (o).amount FROM orders o ORDER BY o.id
## ROW of a star
SELECT ROW(c.*), ROW(c.id, c.*), row_to_json(ROW(o.*)) FROM customers c JOIN orders o ON o.customer_id = c.id ORDER BY o.id
## a row of a star without the word
SELECT (c.*, 1) FROM customers c ORDER BY c.id
## VALUES of a star
SELECT c.id, v.* FROM customers c, LATERAL (VALUES (c.*)) AS v ORDER BY c.id
## comparison of ROW of stars
SELECT c.id, d.id FROM customers c, customers d WHERE ROW(c.*) = ROW(d.*) ORDER BY 1
## a whole row of an outer query
SELECT o.id, (SELECT to_jsonb(o) -> 'amount') FROM orders o ORDER BY o.id
## whole rows of an outer query, gathered inside
SELECT c.id, (SELECT json_agg(o ORDER BY o.id) FROM orders o WHERE o.customer_id = c.id), (SELECT row_to_json(c)) FROM customers c ORDER BY c.id
## a whole row whose table has lost its name
SELECT (SELECT row_to_json(o) FROM (SELECT 1 AS o) x) FROM orders o WHERE o.id = 1
## a column goes before the row of that name
SELECT row_to_json(city) FROM (SELECT 1 AS n) AS city, customers
## a whole row that may be a function's column
SELECT row_to_json(c) FROM customers c, json_to_record('{"x": 1}') AS j (x int) ORDER BY c.id
## a whole row beside a function that only the database knows
SELECT to_jsonb(c) FROM customers c, json_each('{"x": 1}') ORDER BY c.id
## a whole row of a table with columns by position
# refused on OLD, BOTH_READ_OLD, BOTH_READ_NEW, NEW: it has the names of the table's columns
SELECT row_to_json(t) FROM customers AS t (a, b) ORDER BY a
## a whole row of a joined table with USING
SELECT row_to_json(c), row_to_json(r) FROM customers c FULL JOIN regions r USING (name) ORDER BY c.id, r.id
## the row of a named join
SELECT row_to_json(j) FROM (customers c JOIN regions r ON r.id = c.region_id) AS j (a, b, town, v, w, i, m, f, z) ORDER BY a
## whole rows of a subquery, as JSON
SELECT array_to_json(ARRAY(SELECT c FROM customers c ORDER BY c.name)), to_json((SELECT o FROM orders o WHERE o.id = 1))
## a whole row of a correlated subquery, as JSON
SELECT o.id, to_jsonb((SELECT c FROM customers c WHERE c.id = o.customer_id)) AS who FROM orders o ORDER BY o.id
## EXISTS over whole rows
SELECT id FROM customers c WHERE EXISTS (SELECT o FROM orders o WHERE o.customer_id = c.id AND amount > 5) ORDER BY id
## the row of a common table
WITH x AS (SELECT * FROM orders) SELECT row_to_json(x) FROM x ORDER BY id
## the row of a derived table
SELECT json_agg(t) FROM (SELECT name, vip FROM customers ORDER BY id) t
## a whole row in RETURNING of an insert
INSERT INTO customers (name, city) VALUES ('Eve', 'Kiel') RETURNING to_jsonb(customers) - 'id'
## a whole row in RETURNING of an update
UPDATE orders o SET amount = amount + 1 WHERE id < 3 RETURNING row_to_json(o), (o).amount
## a whole row in RETURNING of a delete
DELETE FROM "Line Items" l WHERE l."Id" = 1 RETURNING to_jsonb(l), (l)."Text"
## a whole row in the condition of an update
UPDATE orders o SET note = to_jsonb(o) ->> 'amount' WHERE o IS NOT NULL
## a whole row in ON CONFLICT
INSERT INTO products (id, sku, title) VALUES (1, 'N-1', 'New') ON CONFLICT (id) DO UPDATE SET data = to_jsonb(excluded) || jsonb_build_object('was', products) RETURNING id, data
## a whole row in the condition of a delete
DELETE FROM "Line Items" l WHERE to_jsonb(l) ->> 'Text' = 'two'
## rows of a joined table in an update
UPDATE orders SET note = row_to_json(c)::text FROM customers c WHERE c.id = customer_id
## a whole row, whose type shows
# refused on OLD, BOTH_READ_OLD, BOTH_READ_NEW, NEW: the type is the table's, with the columns of both shapes
SELECT o FROM orders o WHERE o.id = 1
## an array of whole rows, whose type shows
# refused on OLD, BOTH_READ_OLD, BOTH_READ_NEW, NEW: the type is the table's, with the columns of both shapes
SELECT array_agg(o) FROM orders o
## a whole row handed to a function of the table's type
# refused on OLD, BOTH_READ_OLD, BOTH_READ_NEW, NEW: it takes the table's type, with the columns of both shapes
SELECT pg_typeof(c) FROM customers c
## a whole row compared with text
# refused on OLD, BOTH_READ_OLD, BOTH_READ_NEW, NEW: the text would be read as one of the table's type
SELECT count(*) FROM regions r, customers c WHERE c = '(1,Ada,Ulm,t,1)'
## keys and values of a whole row
SELECT c.id, k.key, k.value FROM customers c, LATERAL jsonb_each(to_jsonb(c)) AS k ORDER BY c.id, k.key
## keys of a whole row that an outer join does not find
SELECT o.id, k.key FROM orders o LEFT JOIN customers c ON c.id = o.customer_id LEFT JOIN LATERAL jsonb_object_keys(to_jsonb(c)) AS k (key) ON true ORDER BY 1, 2
## a relation called like a hidden column is a row
# refused on OLD, BOTH_READ_OLD, BOTH_READ_NEW, NEW: its type has the columns of both shapes
SELECT full_name FROM customers AS full_name
## a joined relation called like a hidden column of the other
# refused on OLD, BOTH_READ_OLD, BOTH_READ_NEW, NEW: its bare name would be taken for the column
SELECT o.id, units FROM orders o JOIN regions AS units ON true
## a joined migrating relation called like a hidden column of the other
# refused on OLD, BOTH_READ_OLD, BOTH_READ_NEW, NEW: its bare name would be taken for the column
SELECT o.id, row_to_json(units) FROM orders o JOIN customers AS units ON units.id = o.customer_id
## a relation called like a hidden column, as JSON
SELECT row_to_json(full_name) AS json, to_jsonb(full_name), count(full_name) OVER () FROM customers AS full_name ORDER BY full_name.id
## fields of a relation called like a hidden column
SELECT (full_name).id, (full_name).name, ((full_name)).city FROM customers AS full_name WHERE (full_name).vip ORDER BY (full_name).id
## elements and fields of a relation called like its own hidden column
SELECT (gross).tags[1], ( "gross" ).net FROM products AS gross JOIN orders ON (gross).id = orders.id ORDER BY gross.id
## a relation called like a hidden column, compared
SELECT gross.id, gross IS NULL FROM products AS gross WHERE gross IS NOT NULL ORDER BY gross.id
## the star and columns of a relation called like a hidden column
SELECT amount_cents.*, amount_cents.amount FROM orders AS amount_cents WHERE amount_cents.amount > 5 ORDER BY amount_cents.id
## a relation called like a hidden column, which is written
UPDATE orders AS amount_cents SET amount = 3 WHERE amount_cents.id = 1 RETURNING amount_cents.amount, to_json(amount_cents)
## a field of a row whose relation is called like a hidden column
UPDATE customers AS full_name SET city = (full_name).city || '!' WHERE (full_name).id = 1 RETURNING (full_name).city, (full_name).name
## a field of another relation called like a hidden column
# refused on OLD, BOTH_READ_OLD, BOTH_READ_NEW, NEW: its bare name would be taken for the column
SELECT o.id, (units).title FROM orders o JOIN products AS units ON (units).id = o.id ORDER BY o.id
## a row called like a column of the other shape, beside a relation of unknown columns
# refused on OLD, BOTH_READ_OLD, BOTH_READ_NEW, NEW: it could be either one's, and its type has the columns of both shapes
SELECT to_jsonb(units) FROM generate_series(1, 2) AS g (n) JOIN orders ON false RIGHT JOIN customers AS units USING (id)
