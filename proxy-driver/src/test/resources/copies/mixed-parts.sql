A table that is decomposed into parts that are computed from each other's columns.

## update of what a column of another part is computed beside
UPDATE tags SET base = 4
## update of it to its default, under an alias
UPDATE tags AS t SET base = DEFAULT WHERE t.id < 3
## update of it with RETURNING
UPDATE tags SET base = 5 WHERE id = 1 RETURNING id, base
## update of it and of what is computed from it
UPDATE tags SET base = 5, marks = '{7,8}' WHERE id = 1
## update of an enum to a constant
UPDATE tags SET feels = 'happy' WHERE id < 3
## update of an enum to a parameter of no type
# with untyped sad
UPDATE tags SET feels = ?
## update of an enum to the value of another row
UPDATE tags SET feels = s.feels FROM tags s WHERE s.id = 3 AND tags.id = 1
## update of an array to a constant
UPDATE tags SET marks = '{NULL,7}' WHERE id = 3
## update of a value of which two parts have some
UPDATE tags SET price = '{"p0": 2.50, "p1": 1}' WHERE id = 2
## update of what only the one table has
UPDATE tags AS t SET legacy = 'x'
## update of it by a column of another part, with RETURNING
UPDATE tags SET legacy = 'x' WHERE code = 11 RETURNING id, weight
## update by what two parts have some of
UPDATE tags SET weight = 2.25, code = 90 WHERE price ->> 'p1' = '7'
## update to a code that there is
UPDATE tags SET code = 11 WHERE id = 2
## insert of defaults, of which the key has none
INSERT INTO tags DEFAULT VALUES
## insert of defaults where one may be there
INSERT INTO tags DEFAULT VALUES ON CONFLICT (id) DO UPDATE SET label = 'x'
## insert of defaults, of which a key that does not change has none
INSERT INTO notes DEFAULT VALUES
## insert of a default for some
INSERT INTO notes (id, stars) VALUES (2, DEFAULT), (3, 5)
## insert
INSERT INTO tags (id, label, marks) VALUES (4, 'Dee', '{1,NULL}'), (5, NULL, '{2,2}') RETURNING id
## insert and nothing where it is there
INSERT INTO tags (id, marks) VALUES (1, '{1,NULL}'), (6, '{2,2}') ON CONFLICT (id) DO NOTHING
## delete
DELETE FROM tags WHERE base IS NULL OR feels = 'sad'
## update with RETURNING of what is read as a constant
UPDATE tags SET weight = 3.50 WHERE id = 1 RETURNING legacy, id
## insert with RETURNING star
INSERT INTO tags (id, marks) VALUES (7, '{1,NULL}') RETURNING *
## upsert with RETURNING star
INSERT INTO tags (id, marks, label) VALUES (1, '{5,6}', 'x'), (7, '{1,NULL}', 'y') ON CONFLICT (id) DO UPDATE SET label = excluded.label RETURNING *
## delete below a common table with RETURNING star
WITH w AS (DELETE FROM ONLY tags AS t WHERE t.id = 2 RETURNING t.*) SELECT * FROM w
## update of the first part with RETURNING of another one's OLD and NEW
UPDATE notes SET stars = 4 RETURNING old.stars, new.body
## update of the first part with RETURNING of another one's row by other names
UPDATE notes SET stars = 4 RETURNING WITH (OLD AS o, NEW AS n) n.stars, o.*
## delete with generated keys
# keys auto
DELETE FROM tags WHERE id = 3
## an aggregate in RETURNING
DELETE FROM tags RETURNING count(*)
## an aggregate in RETURNING below a common table
WITH w AS (DELETE FROM tags AS t WHERE t.id = 2 RETURNING count(*)) SELECT * FROM w
## a window function in RETURNING below a common table
WITH w AS (UPDATE tags SET weight = 1.00 RETURNING row_number() OVER ()) SELECT * FROM w
## a function of sets in RETURNING below a common table
WITH w AS (UPDATE tags SET weight = 1.00 RETURNING generate_series(1, 2)) SELECT * FROM w
## read of all
SELECT * FROM tags ORDER BY id
