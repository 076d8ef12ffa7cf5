Changed columns of types that have rules of their own: arrays, JSON, enums, domains, collations, composite types, timestamps; and NULL.

## star of all types
SELECT * FROM specimens ORDER BY id
## elements and slices of an array
SELECT id, marks[1], marks[1:1], marks[2], array_length(marks, 1), cardinality(marks) FROM specimens ORDER BY id
## operators of arrays
# only old
SELECT id, 'x' || marks, marks || ARRAY['y'], marks @> ARRAY['a'], marks && ARRAY['c', 'z'] FROM specimens ORDER BY id
## a value in an array
SELECT id FROM specimens WHERE 'c' = ANY (marks) OR marks IS NULL ORDER BY id
## a parameter in an array
# with text a
SELECT id FROM specimens WHERE ? = ANY (marks)
## an array that equals
SELECT id FROM specimens WHERE marks = '{a,b}' OR marks = '{}' ORDER BY id
## an array that equals a parameter
# only old
# with texts a,b
SELECT id, marks FROM specimens WHERE marks = ?
## an array in the FROM clause
SELECT id, m FROM specimens, unnest(marks) AS m ORDER BY 1, 2
## an array aggregated
# only old
SELECT array_agg(marks ORDER BY id) FROM specimens WHERE cardinality(marks) = 2
## an array inserted
# only old
# with int 9 | texts p,q
INSERT INTO specimens (id, marks) VALUES (?, ?)
;;
INSERT INTO specimens (id, marks) VALUES (10, ARRAY['r', NULL]), (11, '{s}'), (12, NULL), (13, DEFAULT)
## an array updated by itself
# only old
UPDATE specimens SET marks = array_append(marks, 'z') WHERE id < 4
## fields of JSON
# only old
SELECT id, doc -> 'k', doc ->> 'k', doc #> '{l,0}', doc #>> '{l,1}', doc['l'] FROM specimens ORDER BY id
## operators of JSON
# only old
SELECT id, doc @> '{"k": 1}', doc || '{"m": 5}', doc - 'k', jsonb_typeof(doc) FROM specimens ORDER BY id
## JSON has a key
# only old
# with text k
SELECT id FROM specimens WHERE doc ?? ? AND doc ??| ARRAY['k', 'z'] AND NOT doc ??& ARRAY['k', 'z'] ORDER BY id
## JSON path
# only old
SELECT id, jsonb_path_query_first(doc, '$.l[*] ? (@ > 1)') FROM specimens WHERE doc @?? '$.k' ORDER BY id
## JSON in the FROM clause
# only old
SELECT id, e.key FROM specimens, jsonb_each(doc) AS e WHERE jsonb_typeof(doc) = 'object' ORDER BY 1, 2
## JSON inserted
# only old
# with int 9 | untyped {"z": [1, {"y": null}]}
INSERT INTO specimens (id, doc) VALUES (?, ?)
;;
INSERT INTO specimens (id, doc) VALUES (10, '"text"'), (11, 'null'), (12, NULL)
## JSON that cannot be read
# only old
INSERT INTO specimens (id, doc) VALUES (9, '{broken')
## JSON updated in part
# only old
UPDATE specimens SET doc = jsonb_set(doc, '{k}', '7') WHERE id = 1
## an enum's order
# only old
SELECT id, grade FROM specimens WHERE grade >= 'mid' ORDER BY grade DESC, id
## an enum sorted
# only old
SELECT id FROM specimens ORDER BY grade NULLS FIRST LIMIT 3
## an enum's smallest and largest
# only old
SELECT min(grade), max(grade), enum_first(max(grade)), count(DISTINCT grade) FROM specimens
## an enum that equals
# only old
# with untyped high
SELECT id FROM specimens WHERE grade = ? OR grade IN ('low', NULL) ORDER BY id
## an enum that is none
# only old
SELECT id FROM specimens WHERE grade = 'other'
## an enum and a text
# only old
# with text high
SELECT id FROM specimens WHERE grade = ?
## an enum in CASE and as text
# only old
SELECT id, CASE grade WHEN 'low' THEN 1 END, grade::text || '!' FROM specimens ORDER BY id
## an enum inserted and updated
# only old
# with untyped mid
INSERT INTO specimens (id, grade) VALUES (9, 'low'), (10, NULL), (11, ?)
;;
UPDATE specimens SET grade = 'high' WHERE grade = 'mid'
## an enum inserted that is none
# only old
INSERT INTO specimens (id, grade) VALUES (9, 'other')
## a domain read and compared
# only old
# with text ada@x
SELECT id, mail, length(mail) FROM specimens WHERE mail = ? OR mail LIKE 'bob%' ORDER BY id
## a domain written
# only old
# with text eve@x
INSERT INTO specimens (id, mail) VALUES (9, ?)
;;
UPDATE specimens SET mail = upper(mail) WHERE id = 1
## a domain's check
# only old
INSERT INTO specimens (id, mail) VALUES (9, 'nowhere')
## a domain's check in an update
# only old
# with text nowhere
UPDATE specimens SET mail = ? WHERE id = 1
## a collation's order
SELECT id, sorted FROM specimens ORDER BY sorted, id
## a collation's comparison
SELECT id FROM specimens WHERE sorted > 'Z' ORDER BY id
## a collation's largest
SELECT max(sorted), min(sorted) FROM specimens
## a collation of another kind
SELECT id FROM specimens ORDER BY sorted COLLATE "POSIX", id
## a collation beside another
SELECT s.id FROM specimens s JOIN measures m ON s.sorted > m.mcode COLLATE "C" WHERE m.id = 1 ORDER BY 1
## fields of a composite type
# only old
SELECT id, (site).x, (site).y, (s.site).x + 1 FROM specimens s ORDER BY id
## all fields of a composite type
# only old
SELECT id, (site).* FROM specimens ORDER BY id
## a composite type compared
# only old
SELECT id FROM specimens WHERE site = ROW(1, 'one')::spot OR (site).x = 2 OR site IS NULL ORDER BY id
## a composite type written
# only old
INSERT INTO specimens (id, site) VALUES (9, ROW(3, 'three')), (10, '(4,"fo ur")'), (11, NULL)
;;
UPDATE specimens SET site = ROW((site).x + 1, NULL) WHERE id = 1
## a timestamp compared
# only old
# with timestamp 2026-01-05 10:00:00 | localdatetime 2026-06-05T10:00:00
SELECT id, seen FROM specimens WHERE seen = ? OR seen > ? ORDER BY id
## a timestamp and a date
# only old
SELECT id FROM specimens WHERE seen >= date '2026-06-01' AND seen < 'infinity' OR seen::date = '2026-01-05' ORDER BY seen
## a timestamp between
# only old
SELECT id, date_trunc('day', seen), extract(month FROM seen) FROM specimens WHERE seen BETWEEN {ts '2026-01-01 00:00:00'} AND {d '2026-12-31'} ORDER BY id
## a timestamp sorted
SELECT id FROM specimens ORDER BY seen DESC NULLS LAST LIMIT 2
## a timestamp written
# only old
# with timestamp 2026-02-03 04:05:06 | localdatetime 2026-02-03T04:05:06.789
INSERT INTO specimens (id, seen) VALUES (9, ?), (10, ?), (11, '-infinity'), (12, '2026-03-29 02:30')
;;
UPDATE specimens SET seen = seen + interval '1 day' WHERE id IN (1, 9)
## NULL in functions
SELECT id, coalesce(short_no, 0), nullif(short_no, 1), short_no IS NULL, greatest(short_no, 5), num_nulls(short_no, ratio) FROM measures ORDER BY id
## NULL in comparisons
SELECT id, short_no = NULL, short_no IS DISTINCT FROM NULL, NOT (short_no > 5), short_no > 5 OR true, short_no > 5 AND NULL FROM measures ORDER BY id
## NULL in aggregates
SELECT count(short_no), count(*), sum(short_no), bool_and(short_no > 0), array_agg(short_no ORDER BY id) FROM measures
## NULL in a subquery of NOT IN
SELECT id FROM orders WHERE quantity NOT IN (SELECT short_no FROM measures)
## NULL in rows
SELECT id, (short_no, id) = (NULL, 1), ROW(short_no, mcode) IS NULL, ROW(short_no, mcode) IS NOT NULL FROM measures ORDER BY id
## NULL in CASE
SELECT id, CASE short_no WHEN NULL THEN 'n' WHEN 1 THEN 'one' ELSE 'other' END FROM measures ORDER BY id
## NULL in an outer join
SELECT m.id, m.short_no IS NULL, m.ratio FROM orders o LEFT JOIN measures m ON m.id = o.id + 2 AND m.short_no > 0 ORDER BY o.id
## NULL inserted by parameters
# with int 9 | null | nullnumeric | nulltext
INSERT INTO measures (id, short_no, ratio, mcode) VALUES (?, ?, ?, ?)
