Tables whose rows are split, for an application that names the parts: by a list, by a range, by hash, and by what a change computes.

## everything of a part
SELECT * FROM orders_open ORDER BY id
## everything of the part that takes the rest
SELECT * FROM orders_rest ORDER BY id
## everything of the whole
SELECT * FROM orders_by_state ORDER BY id
## TABLE
TABLE orders_done
## the whole and a part together
SELECT w.id, p.remark FROM orders_by_state w LEFT JOIN orders_open p ON p.id = w.id ORDER BY w.id
## two parts, joined by their customer
SELECT o.id, d.id, o.cents + d.cents FROM orders_open o JOIN orders_done d USING (customer) ORDER BY 1, 2
## two parts side by side
SELECT o.id, d.id FROM orders_open o, orders_done d ORDER BY 1, 2
## two parts side by side, with a condition
SELECT o.id, d.id FROM orders_open o, orders_done d WHERE o.customer = d.customer OR o.id = 1 ORDER BY 1, 2
## a part that an outer join may not find
SELECT i.id, o.id, o.remark, o.cents FROM items_0 i LEFT JOIN orders_open o ON o.id = i.id ORDER BY i.id
## a part that an outer join keeps
SELECT o.id, d.id FROM orders_open o LEFT JOIN orders_done d ON d.customer = o.customer WHERE o.id > 0 ORDER BY 1, 2
## a right join
SELECT o.id, d.id FROM orders_open o RIGHT JOIN orders_done d ON d.customer = o.customer ORDER BY 2, 1
## a full join
SELECT o.id, d.id FROM orders_open o FULL JOIN orders_done d ON d.customer = o.customer ORDER BY 1, 2
## an outer join by USING
SELECT customer, o.id, d.id FROM orders_open o LEFT JOIN orders_done d USING (customer) ORDER BY 1, 2, 3
## a left join below another
SELECT c.n, o.id, d.id FROM (VALUES (1), (2), (3), (4)) c (n) LEFT JOIN (orders_open o JOIN orders_done d ON d.customer = o.customer) ON o.customer = c.n ORDER BY 1, 2, 3
## a join by USING of the column that tells the part
SELECT id, area, z.name FROM zone_n z JOIN (VALUES ('N'), ('S')) v (area) USING (area) ORDER BY id
## a join with a name of its own
SELECT count(*) FROM (orders_open JOIN items_0 ON items_0.id = orders_open.id) AS j
## NATURAL JOIN
SELECT * FROM orders_open NATURAL JOIN zone_n ORDER BY id
## names for the columns
SELECT a, c FROM orders_open AS o (a, b, c) ORDER BY a
## a subquery
SELECT id FROM orders_by_state WHERE id NOT IN (SELECT id FROM orders_open) AND EXISTS (SELECT FROM orders_rest r WHERE r.id > 0) ORDER BY id
## a lateral subquery
SELECT o.id, l.n FROM orders_open o, LATERAL (SELECT count(*) AS n FROM orders_done d WHERE d.customer = o.customer) l ORDER BY 1
## a set operation
SELECT id, remark FROM orders_open UNION ALL SELECT id, remark FROM orders_done ORDER BY 1
## a common table
WITH o AS (SELECT * FROM orders_open) SELECT state, sum(cents) FROM o GROUP BY state ORDER BY 1
## a common table that hides a part
WITH orders_open AS (SELECT 1 AS id) SELECT * FROM orders_open
## a condition by parameters
# with text held | long 500
SELECT id, cents FROM orders_open WHERE state = ? OR cents > ? ORDER BY id
## a condition that holds of the part's rows alone
SELECT id, 100 / (CASE state WHEN 'done' THEN 1 ELSE 0 END) FROM orders_done ORDER BY id
## groups
SELECT customer, count(*) FROM orders_open GROUP BY customer ORDER BY 1
## groups by the key
SELECT id, name, count(*) FROM items_1 GROUP BY id ORDER BY id
## a window
SELECT id, row_number() OVER (ORDER BY cents NULLS FIRST) FROM orders_open ORDER BY id
## as JSON
SELECT row_to_json(o) FROM orders_open o ORDER BY id
## qualified by the schema
SELECT public.orders_open.id FROM public.orders_open ORDER BY public.orders_open.id
## ONLY
SELECT count(*) FROM ONLY orders_done
## locked
SELECT id, cents FROM orders_open WHERE customer = 1 ORDER BY id FOR UPDATE
## locked by name
SELECT o.id FROM orders_open o JOIN items_by_share i ON i.id = o.id ORDER BY o.id FOR NO KEY UPDATE OF o SKIP LOCKED
## locked, of another part
SELECT id FROM orders_open WHERE id = 3 FOR UPDATE
## a column of the old shape
SELECT note FROM orders_open
## the table of the old shape
SELECT * FROM orders
## a condition that holds of no row of the part
SELECT count(*) FROM orders_open AS x WHERE x.state = 'done'
## parts by hash
SELECT (SELECT array_agg(id ORDER BY id) FROM items_0)::text, (SELECT array_agg(id ORDER BY id) FROM items_1)::text, (SELECT array_agg(id ORDER BY id) FROM items_2)::text
## parts by range
SELECT (SELECT count(*) FROM logs_2025), (SELECT min(logged_on) FROM logs_2026)
## parts by what is computed
SELECT (SELECT string_agg(name, ',' ORDER BY id) FROM zone_n), (SELECT string_agg(name, ',' ORDER BY id) FROM zone_rest)
## insert
INSERT INTO orders_open (id, customer, remark, cents) VALUES (60, 3, 'new', 1250)
## insert by parameters
# with int 60 | int 3 | text held | long 99
INSERT INTO orders_open (id, customer, state, cents) VALUES (?, ?, ?, ?)
## insert of several rows
INSERT INTO orders_done (id, state) VALUES (60, 'done'), (61, 'done'), (62, 'done')
## insert of every column
INSERT INTO orders_rest VALUES (60, 3, 'odd', 'r', 7)
## insert with a generated key
INSERT INTO orders_open (remark) VALUES ('gen') RETURNING id, state, remark
## insert with RETURNING star
INSERT INTO orders_open (id, cents) VALUES (60, 5) RETURNING *
## insert with generated keys
# keys id
# with text Eve
# with text Fay
INSERT INTO orders_open (remark) VALUES (?)
## insert with all generated keys
# keys auto
# with text done | long 777
INSERT INTO orders_done (state, cents) VALUES (?, ?)
## insert of defaults
INSERT INTO orders_open DEFAULT VALUES
## insert from a query
INSERT INTO orders_done (id, customer, state, remark) SELECT id + 100, customer, 'done', remark FROM orders_open
## insert from itself
INSERT INTO orders_open SELECT id + 100, customer, state, remark, cents FROM orders_open
## batch of inserts
# with int 60 | long 3
# with int 61 | long 4
INSERT INTO orders_open (id, cents) VALUES (?, ?)
## insert of a row that the part does not take
INSERT INTO orders_open (id, state) VALUES (60, 'done')
## insert of a row that the part does not take, by its default
INSERT INTO orders_done (id) VALUES (60)
## insert of a row into the rest that another part takes
INSERT INTO orders_rest (id, state) VALUES (60, 'open')
## insert of several rows, one of which the part does not take
INSERT INTO orders_open (id, state) VALUES (60, 'open'), (61, 'done')
## batch of inserts, one of which the part does not take
# with int 60 | text open
# with int 61 | text done
INSERT INTO orders_open (id, state) VALUES (?, ?)
## insert with RETURNING of a row that the part does not take
INSERT INTO orders_open (id, state) VALUES (60, 'done') RETURNING *
## insert of a key that is there
INSERT INTO orders_open (id) VALUES (1)
## insert of a remark that is too long
INSERT INTO orders_open (id, remark) VALUES (60, '123456789012345678901')
## insert of nothing for what must be
INSERT INTO orders_open (id, state) VALUES (60, NULL)
## insert by hash
INSERT INTO items_0 (id, name) SELECT id + 3, name FROM items_0 WHERE false
## insert by hash into another part
INSERT INTO items_0 (id, name) SELECT min(id) + 1000, 'x' FROM items_1
;;
INSERT INTO items_0 (id, name) SELECT i, 'x' FROM generate_series(100, 110) i
## insert by range
INSERT INTO logs_2026 (id, logged_on) VALUES (60, '2026-01-01')
## insert by range, out of it
INSERT INTO logs_2026 (id, logged_on) VALUES (60, '2025-12-31')
## insert by what is computed
INSERT INTO zone_n (id, area, name) VALUES (60, 'N', 'Eve'), (61, 'N', 'Fay')
## insert by what is computed, into another part
INSERT INTO zone_n (id, area, name) VALUES (60, 'S', 'Eve')
## upsert
INSERT INTO orders_open (id, cents) VALUES (1, 5), (60, 6) ON CONFLICT (id) DO UPDATE SET cents = orders_open.cents + EXCLUDED.cents RETURNING *
## upsert by parameters
# with int 1 | long 7
# with int 60 | long 8
INSERT INTO orders_open (id, cents) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET cents = EXCLUDED.cents
## upsert with a condition
INSERT INTO orders_open AS o (id, cents) VALUES (1, 5), (2, 6) ON CONFLICT (id) DO UPDATE SET cents = EXCLUDED.cents WHERE o.cents > 900
## upsert that moves within the part
INSERT INTO orders_open (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET state = 'held'
## upsert of a row that the part does not take
INSERT INTO orders_open (id, state) VALUES (1, 'done') ON CONFLICT (id) DO UPDATE SET remark = 'x'
## upsert that leaves rows out
INSERT INTO orders_open (id) VALUES (1), (60), (60) ON CONFLICT DO NOTHING RETURNING id
## upsert that leaves rows out, by the key
INSERT INTO orders_open (id) VALUES (1), (60) ON CONFLICT (id) DO NOTHING
## update
UPDATE orders_open SET remark = upper(remark), cents = cents * 2
## update by the key
# with long 77 | int 2
UPDATE orders_open SET cents = ? WHERE id = ?
## update of a row of another part
UPDATE orders_open SET cents = 1 WHERE id = 3
## update with RETURNING
UPDATE orders_open o SET cents = cents + 1 WHERE o.cents IS NOT NULL RETURNING o.id, cents, state
## update with generated keys
# keys id, cents
UPDATE orders_open SET cents = 4 WHERE customer = 1
## update within the part
UPDATE orders_open SET state = 'held' WHERE state = 'open'
## update within the part, without a condition
UPDATE orders_open SET state = 'held' RETURNING *
## update within the part that takes the rest
UPDATE orders_rest SET state = state || 'er', remark = 'x'
## update out of the part
UPDATE orders_open SET state = 'done' WHERE id = 1
## update out of the part, of all
UPDATE orders_open SET state = CASE id WHEN 2 THEN 'done' ELSE 'open' END
## update out of the part, of none
UPDATE orders_open SET state = 'done' WHERE id = 4711
## update out of the part with RETURNING
UPDATE orders_open SET state = 'done', cents = 1 WHERE id = 1 RETURNING id
## update from another part
UPDATE orders_open SET remark = d.remark FROM orders_done d WHERE d.customer = orders_open.customer
## update from another part, without a condition
UPDATE orders_open o SET remark = 'x' FROM orders_rest
## update from another part that moves
UPDATE orders_open SET state = 'held' FROM orders_done d WHERE d.customer = orders_open.customer RETURNING orders_open.id, d.id
## update of the key
UPDATE orders_open SET id = id + 1000 WHERE id = 1
## update of every key
UPDATE orders_open SET id = id + 1000
## update of the key, joined without a condition
UPDATE orders_open SET id = orders_open.id + v.n FROM (VALUES (2000)) AS v (n)
## update of the key by hash, of none
UPDATE items_0 SET id = id + 1 WHERE id < 0
## update of the name by hash
UPDATE items_1 SET name = name || '!' RETURNING *
## update within the range
UPDATE logs_2026 SET logged_on = logged_on + 1
## update out of the range
UPDATE logs_2026 SET logged_on = '2025-06-06' WHERE id = 3
## update of what is computed, out of the part
UPDATE zone_n SET area = 'S' WHERE id = 1
## update of what is computed, within the part
UPDATE zone_n SET area = 'N', name = 'n' || name
## update with a subquery over the same part
UPDATE orders_open SET cents = (SELECT max(cents) FROM orders_open b WHERE b.id <> orders_open.id)
## batch of updates
# with long 1 | int 1
# with long 2 | int 2
# with long 3 | int 3
UPDATE orders_open SET cents = ? WHERE id = ?
## update through the whole, which moves a row
UPDATE orders_by_state SET state = 'done' WHERE id = 1
;;
SELECT id FROM orders_done ORDER BY id
## delete
DELETE FROM orders_open
## delete by the key
# with int 1
DELETE FROM orders_open WHERE id = ?
## delete of a row of another part
DELETE FROM orders_open WHERE id = 3
## delete with RETURNING
DELETE FROM orders_done WHERE cents > 0 RETURNING *
## delete with USING
DELETE FROM orders_open USING orders_done d WHERE d.customer = orders_open.customer
## delete with USING, without a condition
DELETE FROM orders_open USING orders_rest r RETURNING orders_open.id, r.id
## batch of deletes
# with int 1
# with int 3
# with int 4711
DELETE FROM orders_open WHERE id = ?
## delete by hash
DELETE FROM items_2
## a row is moved by two statements
DELETE FROM orders_open WHERE id = 1
;;
INSERT INTO orders_done (id, customer, state, remark) VALUES (1, 1, 'done', 'moved')
## a row is moved by one statement
WITH gone AS (DELETE FROM orders_open WHERE id = 1 RETURNING *) INSERT INTO orders_done (id, customer, state, remark, cents) SELECT id, customer, 'done', remark, cents FROM gone
## a write in WITH
WITH changed AS (UPDATE orders_open SET state = 'held' WHERE id = 1 RETURNING id, state) SELECT * FROM changed
## a write in WITH that returns nothing
WITH changed AS (UPDATE orders_open SET state = 'held' WHERE id = 1) SELECT count(*) FROM items_by_share
## a write in WITH that moves out of the part
WITH changed AS (UPDATE orders_open SET state = 'done' WHERE id = 1) SELECT 1
## an insert in WITH
WITH added AS (INSERT INTO orders_open (remark) VALUES ('a'), ('b') RETURNING *) SELECT remark, state FROM added ORDER BY 1
## a delete in WITH
WITH gone AS (DELETE FROM orders_open WHERE cents IS NOT NULL RETURNING id) SELECT * FROM gone ORDER BY 1
## a write behind WITH
WITH n (id) AS (SELECT 2) UPDATE orders_open SET state = 'open' FROM n WHERE n.id = orders_open.id
## several in one transaction
INSERT INTO orders_open (id, customer) VALUES (70, 1)
;;
UPDATE orders_open SET cents = 3 WHERE id = 70
;;
SELECT * FROM orders_open WHERE id = 70 FOR UPDATE
;;
UPDATE orders_open SET state = 'held' WHERE id = 70
;;
DELETE FROM orders_open WHERE id = 70
;;
INSERT INTO orders_done (id, state) VALUES (70, 'done')
## copy out
# copied
COPY (SELECT id, remark FROM orders_open ORDER BY id) TO STDOUT
## copy out of a table
# copied
COPY items_1 TO STDOUT
## copy out of columns
# copied
COPY logs_2025 (logged_on, id) TO STDOUT
## merge
MERGE INTO orders_open o USING (VALUES (1, 5), (60, 6)) AS v (id, n) ON v.id = o.id WHEN MATCHED THEN UPDATE SET cents = v.n WHEN NOT MATCHED THEN INSERT (id, cents) VALUES (v.id, v.n)
## merge that deletes
MERGE INTO orders_open o USING orders_done d ON d.customer = o.customer AND o.id <> 6 WHEN MATCHED AND o.cents > 500 THEN DELETE WHEN MATCHED THEN UPDATE SET cents = 0
## merge with a row of another part
MERGE INTO orders_open o USING (VALUES (3), (4)) AS v (id) ON v.id = o.id WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN DO NOTHING
## merge of a row that the part does not take
MERGE INTO orders_open o USING (VALUES (60)) AS v (id) ON v.id = o.id WHEN NOT MATCHED THEN INSERT (id, state) VALUES (v.id, 'done')
## merge that moves out of the part
MERGE INTO orders_open o USING (VALUES (1)) AS v (id) ON v.id = o.id WHEN MATCHED THEN UPDATE SET state = 'done'
## merge by hash
MERGE INTO items_1 i USING orders_by_state o ON o.id = i.id WHEN MATCHED THEN UPDATE SET name = coalesce(o.remark, 'none')
## merge of what the source has not
MERGE INTO orders_open o USING (VALUES (1)) AS v (id) ON v.id = o.id WHEN NOT MATCHED BY SOURCE THEN DELETE
## a cursor's row
DECLARE c CURSOR FOR SELECT id, cents FROM orders_open WHERE customer = 1 ORDER BY id FOR UPDATE
;;
FETCH 2 FROM c
;;
UPDATE orders_open SET cents = 3 WHERE CURRENT OF c
;;
DELETE FROM orders_open WHERE CURRENT OF c
## merge from a part
MERGE INTO items_by_share i USING orders_open o ON o.id = i.id WHEN MATCHED THEN UPDATE SET name = o.remark
## truncate
TRUNCATE orders_open
## copy in
# copied 60	3	open	r	7
COPY orders_open FROM STDIN
