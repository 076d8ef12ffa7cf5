A table of which two columns go into lookup tables, for an application that knows their values.

## all rows
SELECT * FROM tickets ORDER BY id
## TABLE
TABLE tickets
## columns, qualified and not
SELECT t.status, kind, upper(t.status), t.kind || '!' FROM tickets t ORDER BY t.id
## equal to a constant
SELECT id FROM tickets WHERE status = 'open' ORDER BY id
## equal to a parameter
# with text done
SELECT id, status FROM tickets WHERE status = ? ORDER BY id
## a parameter first
# with text Bug
SELECT id, kind FROM tickets WHERE ? = kind ORDER BY id
## equal to a value that nobody has
SELECT id FROM tickets WHERE status = 'nowhere' OR kind = 'nowhere'
## equal to a NULL
# with nulltext
SELECT id FROM tickets WHERE status = ?
## a constant of a type
SELECT id FROM tickets WHERE status = 'open'::text AND kind = 'Bug'::varchar(3) ORDER BY id
## a constant that is computed
# with text OPEN
SELECT id FROM tickets WHERE status = lower(?) ORDER BY id
## a constant with blanks behind it
SELECT id FROM tickets WHERE kind = 'Bug  '::char(5) OR status = 'open '::char(6) ORDER BY id
## a number is no text
SELECT id FROM tickets WHERE status = 5
## IN
# with text done | text nowhere
SELECT id FROM tickets WHERE status IN (?, 'open', ?) ORDER BY id
## IN with many
SELECT id FROM tickets WHERE status IN ('a','b','c','d','e','f','g','h','i','j','k','l','m','n','o','p','open','') ORDER BY id
## NOT IN
SELECT id FROM tickets WHERE status NOT IN ('open', 'nowhere') AND kind NOT IN ('ask') ORDER BY id
## IN a subquery
SELECT id FROM tickets WHERE status IN (SELECT seen FROM visits) ORDER BY id
## ANY and ALL of an array
# with texts open,done,nowhere | texts ask
SELECT id FROM tickets WHERE status = ANY (?) AND kind <> ALL (?) ORDER BY id
## other operators
SELECT id FROM tickets WHERE status <> 'open' AND kind != 'Bug' ORDER BY id
## order of texts
SELECT id FROM tickets WHERE kind < 'a' OR status >= 'open' ORDER BY id
## BETWEEN
SELECT id FROM tickets WHERE kind BETWEEN 'A' AND 'Z' ORDER BY id
## LIKE
# with text o%
SELECT id FROM tickets WHERE status LIKE ? ORDER BY id
## ILIKE and its negation
SELECT id FROM tickets WHERE status ILIKE 'OPEN' AND kind NOT LIKE '%u%' ORDER BY id
## regular expressions
SELECT id FROM tickets WHERE status ~ '^o' OR kind SIMILAR TO '(A|a)%' ORDER BY id
## NOT of a condition
SELECT id FROM tickets WHERE NOT (kind = 'Bug') ORDER BY id
## IS NULL and IS NOT NULL
SELECT id FROM tickets WHERE kind IS NULL OR status IS NOT NULL AND weight IS NULL ORDER BY id
## IS DISTINCT FROM
SELECT id FROM tickets WHERE kind IS DISTINCT FROM 'Bug' AND status IS NOT DISTINCT FROM 'open' ORDER BY id
## a condition in CASE
SELECT id, CASE WHEN status = 'open' THEN 1 WHEN kind LIKE 'a%' THEN 2 ELSE 3 END AS n, CASE status WHEN 'done' THEN 'x' END AS y FROM tickets ORDER BY id
## ORDER BY the values
SELECT status, kind FROM tickets ORDER BY status DESC, kind NULLS FIRST, id
## ORDER BY an ordinal and a label
SELECT kind AS k, status FROM tickets ORDER BY 1, k, 2
## GROUP BY
SELECT status, count(*) AS n FROM tickets GROUP BY status HAVING status <> 'done' ORDER BY status
## GROUP BY an ordinal
SELECT kind, count(*) AS n, min(status) AS m, max(kind) AS x FROM tickets GROUP BY 1 ORDER BY kind
## GROUP BY the key
SELECT id, status, kind FROM tickets GROUP BY id ORDER BY id
## DISTINCT and DISTINCT ON
SELECT DISTINCT kind FROM tickets ORDER BY kind
;;
SELECT DISTINCT ON (status) status, id FROM tickets ORDER BY status, id
## aggregates and windows
SELECT string_agg(status, ',' ORDER BY id) AS a, count(DISTINCT kind) AS d FROM tickets
;;
SELECT id, rank() OVER (PARTITION BY kind ORDER BY status) AS r FROM tickets ORDER BY id
## joins by the values
SELECT t.id, v.ticket FROM tickets t JOIN visits v ON v.seen = t.status ORDER BY t.id, v.ticket
## joined with itself
SELECT a.id, b.id AS other FROM tickets a JOIN tickets b ON a.status = b.status AND a.kind = b.kind ORDER BY a.id, b.id
## an outer join that finds nothing
SELECT v.ticket, t.status, t.kind FROM visits v LEFT JOIN tickets t ON t.id = v.ticket AND t.status = v.seen ORDER BY v.ticket
## USING
SELECT seen, status FROM visits JOIN tickets t (id, seen) ON t.id = visits.ticket CROSS JOIN (SELECT 'x' AS status) s ORDER BY 1 LIMIT 0
## aliases that a lookup table may have
SELECT l.status, segue_key.kind FROM tickets l JOIN tickets segue_key ON segue_key.id = l.id WHERE l.kind LIKE 'B%' ORDER BY l.id
## a whole row as JSON
SELECT row_to_json(t) AS j FROM tickets t ORDER BY id
## a subquery for each row
SELECT v.ticket, (SELECT status FROM tickets WHERE id = v.ticket) AS s, EXISTS (SELECT FROM tickets t WHERE t.status = v.seen) AS e FROM visits v ORDER BY v.ticket
## set operations and common tables
WITH c AS (SELECT status FROM tickets WHERE kind = 'ask') SELECT status FROM c UNION SELECT seen FROM visits ORDER BY 1
## a derived table, filtered outside
SELECT s FROM (SELECT status AS s, weight FROM tickets) d WHERE s = 'done' AND weight > 1 ORDER BY s
## FOR UPDATE
SELECT id, status, kind FROM tickets WHERE status IN ('open', 'done') AND kind = 'ask' ORDER BY id FOR UPDATE SKIP LOCKED
## FOR SHARE with other operators
SELECT id, status FROM tickets WHERE status LIKE 'o%' AND kind <> 'Bug' ORDER BY id FOR SHARE
## insert a known value
INSERT INTO tickets (status, kind) VALUES ('open', 'Bug')
## insert new values
INSERT INTO tickets (status, note, kind) VALUES ('paused', 'n', 'chore')
## insert what is returned
INSERT INTO tickets (status, kind, weight) VALUES ('brand new', 'yes', 70) RETURNING id, status, kind, *
## insert several rows
INSERT INTO tickets (status, kind) VALUES ('x', 'a'), ('y', NULL), ('x', 'a'), ('open', 'b') RETURNING status, kind
## insert with parameters
# with text fresh | text k1
# with text fresh | text k2
# with text open | nulltext
INSERT INTO tickets (status, kind) VALUES (?, ?)
## a batch
INSERT INTO tickets (status) VALUES ('b1')
&&
UPDATE tickets SET status = 'b2' WHERE status = 'b1'
&&
DELETE FROM tickets WHERE status = 'b2'
## generated keys
# keys id, status
INSERT INTO tickets (status) VALUES ('keyed')
## all generated keys
# keys auto
INSERT INTO tickets (status, kind) VALUES ('keyed', 'auto')
## defaults
INSERT INTO tickets (note) VALUES ('by default')
;;
INSERT INTO tickets DEFAULT VALUES
;;
INSERT INTO tickets (status, kind) VALUES (DEFAULT, DEFAULT) RETURNING status, kind
## without a column list
INSERT INTO tickets VALUES (50, 'fifty', 'n', 'k', 9)
## NULL where none may be
INSERT INTO tickets (status) VALUES (NULL)
## too long
INSERT INTO tickets (kind) VALUES ('much too long')
## blanks that are cut
INSERT INTO tickets (kind) VALUES ('blanks            ') RETURNING kind || '|' AS k
## INSERT … SELECT
INSERT INTO tickets (status, kind, note) SELECT seen, 'v' || ticket, status FROM visits JOIN tickets ON id = ticket ORDER BY id
## INSERT … SELECT of its own values
INSERT INTO tickets (status, kind) SELECT status || '!', kind FROM tickets ORDER BY id RETURNING status, kind
## a value that is computed once
INSERT INTO tickets (status) SELECT CASE WHEN random() < 2 THEN 'rolled' END RETURNING status
## ON CONFLICT DO NOTHING
INSERT INTO tickets (id, status) VALUES (1, 'lost'), (90, 'kept') ON CONFLICT DO NOTHING RETURNING id, status
## ON CONFLICT by the key
INSERT INTO tickets (id, status, kind) VALUES (1, 'again', 'Bug2'), (91, 'other', NULL) ON CONFLICT (id) DO UPDATE SET status = EXCLUDED.status, kind = tickets.kind || EXCLUDED.kind RETURNING id, status, kind
## ON CONFLICT with a condition
INSERT INTO tickets (id, status) VALUES (1, 'again'), (2, 'again') ON CONFLICT (id) DO UPDATE SET status = tickets.status || '+' || EXCLUDED.status WHERE tickets.status = 'done' RETURNING id, status
## ON CONFLICT by a value
INSERT INTO tickets (weight, kind, note) VALUES (1, 'Bug', 'up'), (1, 'other', 'up') ON CONFLICT (weight, kind) DO UPDATE SET note = EXCLUDED.note, status = 'hit'
## a duplicate
INSERT INTO tickets (weight, kind) VALUES (1, 'Bug')
## update to a known value
UPDATE tickets SET status = 'done' WHERE status = 'open'
## update to a new value, and return it
UPDATE tickets SET status = 'never seen', kind = 'neither' WHERE id = 2 RETURNING id, status, kind
## update from itself
UPDATE tickets SET status = status || '?', kind = upper(kind) RETURNING id, status, kind
## update from each other
UPDATE tickets SET status = coalesce(kind, 'none'), kind = left(status, 8) RETURNING id, status, kind
## update with parameters
# with text given | text done
UPDATE tickets SET status = ? WHERE status = ?
## update to NULL and to the default
UPDATE tickets SET kind = NULL, status = DEFAULT WHERE id IN (2, 5) RETURNING id, status, kind
## update to NULL where none may be
UPDATE tickets SET status = NULL WHERE id = 1
## update of another column by a value
UPDATE tickets SET note = status WHERE kind IN ('ask', 'Bug') RETURNING id, note
## update by other operators
UPDATE tickets SET weight = 100 + id WHERE status LIKE 'o%' OR kind > 'a'
## update from another table
UPDATE tickets SET status = v.seen FROM visits v WHERE v.ticket = tickets.id AND tickets.status <> v.seen RETURNING tickets.id, tickets.status
## update with a subquery
UPDATE tickets SET status = (SELECT max(seen) FROM visits) WHERE id = 1 RETURNING status
## a row assignment
UPDATE tickets SET (status, kind) = ('r', 's') WHERE id = 3
## a row assignment from a subquery
UPDATE tickets SET (status, note) = (SELECT seen || '2', seen FROM visits WHERE ticket = 1) WHERE id = 3
## update by a join with itself
UPDATE tickets a SET note = b.status FROM tickets b WHERE a.status = b.status AND b.id = 1 RETURNING a.id, a.note
## delete by a value
DELETE FROM tickets WHERE status = 'done'
## delete, and return the values
DELETE FROM tickets WHERE kind = 'Bug' OR status = '' RETURNING id, status, kind
## delete by another table
DELETE FROM tickets USING visits WHERE seen = status AND kind IS NOT NULL RETURNING tickets.*
## a write in a common table
WITH w AS (INSERT INTO tickets (status) VALUES ('inner') RETURNING id, status) SELECT status || '!' AS s, id FROM w
## an update in a common table, beside a read
WITH w AS (UPDATE tickets SET status = 'moved' WHERE status = 'open' RETURNING id, status) SELECT w.status, t.status AS before FROM w JOIN tickets t USING (id) ORDER BY id
## merge
MERGE INTO tickets t USING visits v ON t.id = v.ticket WHEN MATCHED AND t.status = v.seen THEN UPDATE SET status = v.seen || '!' WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT (id, status, kind) VALUES (v.ticket, v.seen, 'merged')
## one value after another, in one transaction
# plain
BEGIN
;;
INSERT INTO tickets (status) VALUES ('t1') RETURNING status
;;
SELECT count(*) FROM tickets WHERE status = 't1'
;;
UPDATE tickets SET status = 't2' WHERE status = 't1' RETURNING status
;;
SELECT status FROM tickets WHERE status IN ('t1', 't2')
;;
# plain
COMMIT
## at REPEATABLE READ
# plain
BEGIN ISOLATION LEVEL REPEATABLE READ
;;
SELECT count(*) FROM tickets WHERE status = 'rr'
;;
INSERT INTO tickets (status) VALUES ('rr') RETURNING status
;;
SELECT id IS NOT NULL AS found, status FROM tickets WHERE status = 'rr'
;;
# plain
ROLLBACK
## read only
# plain
BEGIN READ ONLY
;;
SELECT status, kind FROM tickets WHERE status = 'open' OR kind LIKE 'a%' ORDER BY id
;;
# plain
COMMIT
## COPY of the table
# copied
COPY tickets TO STDOUT
## COPY of a query
# copied
COPY (SELECT id, status FROM tickets WHERE status = 'done' ORDER BY id) TO STDOUT
## a cursor
# plain
BEGIN
;;
# plain
DECLARE c CURSOR FOR SELECT status FROM tickets WHERE status <> 'open' ORDER BY id
;;
# plain
FETCH 2 FROM c
;;
# plain
COMMIT
