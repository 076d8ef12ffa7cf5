Columns that are split, merged, added, dropped, and computed with the help of others.

## a split column is read
SELECT id, name, age FROM people ORDER BY name
# only old
## star over split, merged and added columns
SELECT * FROM people ORDER BY id
# only old
## star in the new shape
SELECT * FROM people ORDER BY id
# only new
## star over added and dropped columns
SELECT * FROM items ORDER BY id
## star over columns with inputs
SELECT * FROM invoices ORDER BY id
## conditions on split and merged columns
SELECT p.id FROM people p WHERE p.name LIKE '% %' AND house > 1 AND street <> 'x' ORDER BY p.id
# only old
## conditions on the parts
SELECT id, upper(last_name), address || '!' FROM people WHERE first_name < 'D' AND born < 2000 ORDER BY id
# only new
## a dropped column is read
SELECT id, legacy, dear FROM items WHERE legacy = 'x' ORDER BY id
# only old
## a dropped column beside an aggregate is not grouped
SELECT legacy, count(*) FROM items
# only old
## a dropped column in ROLLUP
SELECT legacy, dear, count(*) FROM items GROUP BY ROLLUP (legacy, dear) ORDER BY 3, 1, 2
# only old
## a dropped column beside GROUP BY the primary key
SELECT legacy, count(*), legacy || id FROM items GROUP BY id ORDER BY id
# only old
## a dropped column in an aggregate of an outer query
SELECT id, (SELECT max(i.legacy) FROM people) FROM items i
# only old
## added columns are read
SELECT id, total, code FROM items WHERE total > 5 ORDER BY total
# only new
## hidden columns are not there
SELECT first_name FROM people
# only old
## hidden added columns are not there
SELECT total FROM items
# only old
## dropped columns are not there
SELECT legacy FROM items
# only new
## a computed column with an input
SELECT id, sum, sum * rate, low + high FROM invoices WHERE sum > 5 ORDER BY sum
# only old
## aggregates over kinds
SELECT count(name), max(house), min(street) FROM people
# only old
## a join by a part
SELECT p.id, i.id FROM people p JOIN items i ON i.code = 'C' || p.id WHERE p.last_name IS NOT NULL ORDER BY 1
# only new

## insert of a split column
INSERT INTO people (name, age) VALUES ('Eve Moon', 30)
# only old
## insert of a split column with parameters
# with text Eve van Moon | int 30
INSERT INTO people (name, age) VALUES (?, ?) RETURNING id, name
# only old
## insert of several rows of kinds
INSERT INTO people (street, name, age, house) VALUES ('A', 'Eve One', 1, 5), ('B', 'Fay Two', NULL, 6), (NULL, 'Gil', 3, NULL)
# only old
## insert with defaults of a split column
INSERT INTO people (age, house) VALUES (4, NULL)
# only old
## insert with DEFAULT in a split column
INSERT INTO people (name, age, house) VALUES (DEFAULT, DEFAULT, NULL), ('Eve Moon', 1, NULL)
# only old
## insert without a list
INSERT INTO people VALUES (50, 'Eve Moon', 9, 'Low', 4, 2000, 'n')
# only old
## insert without a list, in the new shape
INSERT INTO people VALUES (50, 9, 2000, 'n', 'Eve', 'Moon', 'Low, 4', 1991)
# only new
## insert of the parts
INSERT INTO people (first_name, last_name, address, age, born) VALUES ('Eve', 'Moon', 'Low, 4', 26, 2000)
# only new
## insert of one part
INSERT INTO people (first_name, age, born) VALUES ('Eve', 26, 2000)
# only new
## insert of the parts with parameters
# with text Eve | null | text Low, 4
INSERT INTO people (first_name, last_name, address) VALUES (?, ?, ?) RETURNING *
# only new
## insert NULL into a split column
INSERT INTO people (name) VALUES (NULL)
# only old
## insert of a text that is too long for a merged column
INSERT INTO people (name, street, house) VALUES ('Eve', 'a street that is far too long', 1)
# only old
## insert of rounded values in several columns
INSERT INTO people (name, house, street, age) VALUES ('Eve Moon', 2.5, 'Low', 3.5)
# only old
## insert DEFAULT VALUES of kinds
INSERT INTO people DEFAULT VALUES
# only old
## insert of an input of an added column
INSERT INTO items (price, quantity) VALUES (1.25, 4)
# only old
## insert of rounded inputs
INSERT INTO items (price, quantity) VALUES (1.255, 2.6) RETURNING *
# only old
## insert that omits the inputs of an added column
INSERT INTO items (note) VALUES ('plain') RETURNING id, price
# only old
## insert DEFAULT VALUES with an added column
INSERT INTO items DEFAULT VALUES RETURNING *
# only old
## insert of several rows with an identity as input
INSERT INTO items (price) VALUES (1), (2), (3) RETURNING id
# only old
## insert of an identity by DEFAULT
INSERT INTO items (id, price) VALUES (DEFAULT, 1), (DEFAULT, 2) RETURNING id
# only old
## insert of an identity that is always generated
INSERT INTO items (id, price) VALUES (77, 1)
# only old
## insert of an identity with OVERRIDING SYSTEM VALUE
INSERT INTO items (id, price) OVERRIDING SYSTEM VALUE VALUES (77, 1)
# only old
## insert of an identity with OVERRIDING USER VALUE
INSERT INTO items (id, price) OVERRIDING USER VALUE VALUES (77, 1)
# refused on BOTH_READ_OLD, BOTH_READ_NEW, NEW; speaking new on OLD: the identity is an input
# only old
## insert with generated keys of an identity
# keys id
# with numeric 1.5
INSERT INTO items (price) VALUES (?)
# only old
## batch of inserts with an identity as input
# with numeric 1.5 | int 2
# with numeric 2.5 | int 3
INSERT INTO items (price, quantity) VALUES (?, ?)
# only old
## insert of a dropped column
INSERT INTO items (price, legacy, quantity) VALUES (3, 'x', 2)
# only old
## insert of a dropped column first
INSERT INTO items (legacy, dear, price) VALUES ('x', true, 30), ('x', DEFAULT, 2)
# only old
## insert of dropped columns only
INSERT INTO items (legacy, dear) VALUES ('x', false), (DEFAULT, false)
# only old
## insert of dropped columns without a list
INSERT INTO items VALUES (DEFAULT, 3, 'x')
# only old
## insert of what has no place
INSERT INTO items (price, legacy) VALUES (3, 'lost')
# content differs
# only old
## insert of added columns with a new identity
INSERT INTO items (price, quantity, total, code) VALUES (2, 3, 6, 'C4') RETURNING *
# only new
## insert of added columns only
INSERT INTO items (total, code) VALUES (7.50, 'C4'), (7.50, 'C5') RETURNING *
# only new
## insert SELECT of added columns only
INSERT INTO items (total, code) SELECT 7.50, 'C' || g FROM generate_series(4, 6) g
# only new
## insert with inputs of a computed column
INSERT INTO invoices (sum, rate, serial_no, low, high) VALUES (3.00, 4, 9, 5, 6) RETURNING sum, rate, low, high
# only old
## insert with the default of an input
INSERT INTO invoices (sum, serial_no, low, high) VALUES (3.005, 4, 5, 6)
# only old
## insert of volatile defaults
# not at NEW: the old column, still there, draws from its sequence too
INSERT INTO invoices (high) VALUES (1) RETURNING *
# only old
## insert of volatile defaults by DEFAULT
# not at NEW: the old column, still there, draws from its sequence too
INSERT INTO invoices (serial_no, low, high) VALUES (DEFAULT, DEFAULT, 1), (5, DEFAULT, 2), (DEFAULT, 6, 3)
# only old
## insert DEFAULT VALUES of volatile defaults
# not at NEW: the old column, still there, draws from its sequence too
INSERT INTO invoices DEFAULT VALUES RETURNING *
# only old
## insert of a volatile default of the new shape
# not at OLD: the new column, there already, draws from its sequence too
# not at NEW: the old column, still there, draws from its sequence too
INSERT INTO invoices (note) VALUES ('a'), ('b') RETURNING *
# only new
## insert DEFAULT VALUES of a volatile default of the new shape
# not at OLD: the new column, there already, draws from its sequence too
# not at NEW: the old column, still there, draws from its sequence too
INSERT INTO invoices DEFAULT VALUES RETURNING number
# only new
## insert SELECT with volatile defaults
# not at NEW: the old column, still there, draws from its sequence too
INSERT INTO invoices (sum, high) SELECT price, quantity FROM items WHERE price IS NOT NULL ORDER BY id
# only old
## insert of a volatile input
SELECT setseed(0.5)
;;
INSERT INTO invoices (sum, rate, serial_no, low, high) VALUES (2, 1 + (random() * 3)::int, 9, 1, 2) RETURNING sum, rate
# only old
## insert of volatile values in merged columns
INSERT INTO invoices (serial_no, low, high) VALUES (9, nextval('serials'), nextval('serials'))
# only old
## insert in the new shape with inputs
INSERT INTO invoices (euro, rate, joined, number) VALUES (6, 2, 5004, 9)
# only new
## insert SELECT of a split column
INSERT INTO people (name, age) SELECT name || 'y', age + 1 FROM people WHERE id < 4
# only old
## insert SELECT of constants
INSERT INTO people (name, house, street) SELECT 'Eve Moon', '12', 'Low' FROM people WHERE id = 1
# only old
## insert SELECT of the parts
INSERT INTO people (first_name, last_name, address) SELECT first_name, 'y', address FROM people WHERE id <> 3
# only new
## insert SELECT of a dropped column
INSERT INTO items (legacy, price) SELECT legacy, 5 FROM items
# only old
## insert SELECT of dropped columns only
INSERT INTO items (legacy) SELECT 'x' FROM generate_series(1, 3)
# only old
## insert SELECT star of kinds
INSERT INTO people SELECT id + 10, name, age, street, house, seen, note FROM people
# only old
## insert on conflict over kinds
INSERT INTO people (id, name, age) VALUES (1, 'Eve Moon', 3) ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name, age = people.age + EXCLUDED.age
# only old
## insert on conflict over inputs
INSERT INTO invoices (id, sum, rate) VALUES (1, 3, 4) ON CONFLICT (id) DO UPDATE SET rate = EXCLUDED.rate
# only old
## insert on conflict over an added column's input
INSERT INTO items (id, price, quantity) OVERRIDING SYSTEM VALUE VALUES (1, 3, 4) ON CONFLICT (id) DO UPDATE SET price = EXCLUDED.price RETURNING id, price, quantity
# only old
## insert on conflict over a dropped column
INSERT INTO items (id, legacy) OVERRIDING SYSTEM VALUE VALUES (1, 'x') ON CONFLICT (id) DO UPDATE SET legacy = EXCLUDED.legacy
# only old
## insert on conflict over parts
INSERT INTO people (id, first_name, last_name) VALUES (1, 'Eve', 'Moon') ON CONFLICT (id) DO UPDATE SET last_name = EXCLUDED.last_name RETURNING *
# only new
## insert on conflict over an added column
INSERT INTO items (id, price, quantity, total, code) OVERRIDING SYSTEM VALUE VALUES (1, 3, 4, 12, 'C1') ON CONFLICT (id) DO UPDATE SET price = EXCLUDED.price, quantity = EXCLUDED.quantity, total = EXCLUDED.total
# only new

## update of a split column
UPDATE people SET name = 'Eve Moon' WHERE id = 1
# only old
## update of a split column over itself
UPDATE people SET name = name || 'x' WHERE id <> 3 RETURNING id, name
# only old
## update of a split column from a parameter
# with text Eve van Moon | int 1
UPDATE people SET name = ? WHERE id = ?
# only old
## update of a split column to its default
UPDATE people SET name = DEFAULT
# only old
## update of one part
UPDATE people SET last_name = 'Moon'
# only new
## update of a part from the other
UPDATE people SET first_name = last_name, last_name = first_name WHERE last_name NOT LIKE '% %'
# only new
## update of a part to NULL
UPDATE people SET last_name = NULL
# only new
## update of one merged column
UPDATE people SET house = house + 1
# only old
## update of both merged columns
UPDATE people SET house = 5, note = 'x', street = 'New' WHERE id < 3
# only old
## update of merged columns that exchange places in the text
UPDATE people SET street = 'New', house = 5, name = 'Eve Moon' WHERE id = 2
# only old
## update of an input of an added column
UPDATE people SET age = age + 1
# only old
## update of both inputs of an added column
UPDATE people SET age = 10, seen = 2000 WHERE id = 1
# only old
## update of an input to its default
UPDATE people SET seen = DEFAULT, age = DEFAULT WHERE id = 1
# only old
## update of everything
UPDATE people SET name = 'Eve Moon', age = 3, street = 'New', house = 8, seen = 2001, note = name
# only old
## update of a column that nothing is computed from
UPDATE people SET note = name WHERE street = 'Main' RETURNING *
# only old
## update of an address
UPDATE people SET address = 'New, 8' WHERE address LIKE 'Side%' RETURNING *
# only new
## update of an input and its column
UPDATE people SET age = 26, seen = 2026, born = 2000 RETURNING *
# only new
## update of an added column's inputs
UPDATE items SET price = price + 1, quantity = 2 WHERE id = 1 RETURNING id, price, quantity
# only old
## update of one input
UPDATE items SET quantity = 10 WHERE id < 3
# only old
## update of an input with rounding
UPDATE items SET price = 1.255 WHERE id = 1
# only old
## update of a dropped column
UPDATE items SET legacy = 'x' WHERE id > 1
# only old
## update of a dropped column, with RETURNING
UPDATE items SET legacy = 'x' WHERE id > 1 RETURNING id, legacy
# only old
## update of dropped columns only
UPDATE items SET legacy = 'x', dear = price > 10
# only old
## update of a dropped column between others
UPDATE items SET note = 'a', legacy = 'x', price = 2 WHERE id = 1
# only old
## update of a dropped column in a row
UPDATE items SET (note, legacy) = ('a', 'x') WHERE id = 1
# only old
## update of a dropped column from a subquery
UPDATE items SET (legacy, note) = (SELECT 'x', max(note) FROM items) WHERE id = 1
# only old
## update of a dropped column only from a subquery
UPDATE items SET (legacy) = (SELECT 'x') WHERE id = 1
# only old
## update of a dropped column that has no place
UPDATE items SET legacy = 'lost' WHERE id > 1
# content differs
# only old
## update of what a dropped column is computed from, in the new shape
UPDATE items SET price = price + 1, total = (price + 1) * quantity WHERE id <> 2
# only new
## update of an added column
UPDATE items SET total = price * quantity
# only new
## update of a column with an input
UPDATE invoices SET sum = 5 WHERE id = 1
# only old
## update of the input alone
UPDATE invoices SET rate = 4
# only old
## update of the input alone, in the new shape
UPDATE invoices SET rate = 4 WHERE id = 1
# only new
## update of a column and its input
UPDATE invoices SET rate = 4, sum = sum + rate
# only old
## update of a column and its input, in the new shape
UPDATE invoices SET rate = 4, euro = 12 RETURNING *
# only new
## update of one of several columns
UPDATE invoices SET low = low + 1
# only old
## update of a volatile value in one of several columns
UPDATE invoices SET low = nextval('serials') WHERE id < 3
# only old
## update of volatile values in several columns
UPDATE invoices SET low = nextval('serials') % 10, high = nextval('serials') % 10 WHERE id = 1 RETURNING low, high
# only old
## update of volatile values in several columns of several rows
UPDATE invoices SET low = nextval('serials'), note = 'x', high = 4
# only old
## update of a volatile input
SELECT setseed(0.5)
;;
UPDATE invoices SET rate = 1 + (random() * 3)::int WHERE id = 1 RETURNING rate
# only old
## update of a volatile value that is split
SELECT setseed(0.5)
;;
UPDATE people SET name = 'Eve ' || random() WHERE id = 1 RETURNING name
# only old
## update to a volatile default
UPDATE invoices SET low = DEFAULT WHERE id = 1 RETURNING low
# only old
## update of a renamed column to a volatile default
UPDATE invoices SET serial_no = DEFAULT WHERE id = 1 RETURNING serial_no
# only old
## update of a volatile value in the new shape
UPDATE invoices SET joined = nextval('serials') WHERE id = 1 RETURNING joined
# only new
## update from a subquery of several columns
UPDATE invoices SET (low, high) = (SELECT max(house), 3 FROM people) WHERE id = 1
# only old
## update from a subquery of one of several columns
UPDATE invoices SET (low, note) = (SELECT max(house), 'x' FROM people), high = 9 WHERE id = 1
# only old
## update from two subqueries
UPDATE invoices SET (low, note) = (SELECT max(house), 'x' FROM people), (high, rate) = (SELECT 9, 2) WHERE id = 1
# only old
## update from a subquery and a volatile value
UPDATE invoices SET (low, note) = (SELECT max(house), 'x' FROM people), high = nextval('serials') WHERE id = 1
# only old
## update from a subquery that finds nothing
UPDATE invoices SET (low, high) = (SELECT house, 3 FROM people WHERE id = 99)
# only old
## update from a subquery of an input
UPDATE items SET (price, note) = (SELECT 5, 'five') WHERE id = 1
# only old
## update from a subquery of the parts
UPDATE people SET (first_name, last_name) = (SELECT 'Eve', 'Moon') WHERE id = 2
# only new
## update from ROW
UPDATE people SET (name, house, street) = ROW ('Eve Moon', 4, 'Low') WHERE id = 2
# only old
## update with FROM over kinds
UPDATE people p SET name = p.name || i.id, age = i.quantity FROM items i WHERE i.id = p.id AND p.id < 3
# only old
## update of an alias
UPDATE people AS x SET house = x.house * 2, age = 1 WHERE x.name LIKE 'A%'
# only old
## delete by a split column
DELETE FROM people WHERE name = 'Cy' RETURNING *
# only old
## delete by a dropped column
DELETE FROM items WHERE legacy = 'x' AND dear RETURNING id
# only old
## delete by a part
DELETE FROM people WHERE last_name IS NULL RETURNING *
# only new
## batch of updates over kinds
# with text Eve Moon | int 1
# with text Fay Sun | int 2
UPDATE people SET name = ? WHERE id = ?
# only old
## a common table that writes kinds
WITH moved AS (UPDATE people SET name = 'Eve Moon', age = 3 WHERE id = 1 RETURNING name, age) SELECT * FROM moved
# only old
## an element of an array is taken of what is written
INSERT INTO items (price, span) VALUES (1, '{5,6}'), (2, ARRAY[7, NULL]), (3, DEFAULT)
# only old
## an element of an array is taken of an expression
# with untyped {8,9}
UPDATE items SET span = CASE WHEN price > 10 THEN ? ELSE span || '{}'::integer[] END RETURNING span, span[2]
# only old
## an element of an array is taken of what a query gives
INSERT INTO items (span, quantity) SELECT array_append('{4}'::integer[], quantity), quantity FROM items WHERE id < 3
# only old
## elements of an array are written one at a time
UPDATE items SET span_to = span_from + 7 WHERE span_to IS NOT NULL RETURNING span_from, span_to
# only new
## elements of an array by their defaults
UPDATE items SET span_from = DEFAULT, span_to = DEFAULT WHERE id < 3
# only new
## a number is no array
UPDATE items SET span = 12
# only old
## a boolean is no JSON
UPDATE specimens SET doc = true
# only old
