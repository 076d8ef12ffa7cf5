A table of which two columns go into lookup tables, for an application that knows their keys.

## all rows
SELECT * FROM tickets ORDER BY id
## joined with the lookup table
SELECT t.id, s.status, k.kind_no FROM tickets t JOIN ticket_statuses s ON s.id = t.status_id LEFT JOIN desk.kinds k ON k."Kind No" = t.kind_no ORDER BY t.id
## joined by USING's like
SELECT s.status, count(t.id) AS n FROM ticket_statuses s LEFT JOIN tickets t ON t.status_id = s.id GROUP BY s.status ORDER BY s.status
## equal to a key
SELECT id FROM tickets WHERE status_id = 1 ORDER BY id
## equal to a parameter
# with long 2
SELECT id, status_id FROM tickets WHERE status_id = ? ORDER BY id
## a parameter of another type
# with int 1
SELECT id FROM tickets WHERE status_id = ? ORDER BY id
;;
# with numeric 1.5
SELECT id FROM tickets WHERE ? > status_id ORDER BY id
;;
# with double 2.0
SELECT id FROM tickets WHERE status_id = ? ORDER BY id
## IN and ANY
# with long 1 | longs 40,41,99
SELECT id FROM tickets WHERE status_id IN (?, 2, 77) AND kind_no = ANY (?) ORDER BY id
## other operators
SELECT id FROM tickets WHERE status_id <> 1 AND kind_no > 40 OR kind_no BETWEEN 42 AND 43 ORDER BY id
## what is no number
SELECT id FROM tickets WHERE status_id = 'open'
## IS NULL
SELECT id FROM tickets WHERE kind_no IS NULL OR status_id IS NULL ORDER BY id
## order and groups
SELECT kind_no, count(*) AS n FROM tickets GROUP BY kind_no ORDER BY kind_no DESC
## a subquery
SELECT id FROM tickets WHERE status_id = (SELECT id FROM ticket_statuses WHERE status = 'done') ORDER BY id
## FOR UPDATE
SELECT id, status_id, kind_no FROM tickets WHERE status_id = 2 ORDER BY id FOR UPDATE
## insert a known key
INSERT INTO tickets (status_id, kind_no) VALUES (2, 41) RETURNING id, status_id, kind_no
## insert with a new value
INSERT INTO ticket_statuses (status) VALUES ('paused')
;;
INSERT INTO tickets (status_id) SELECT id FROM ticket_statuses WHERE status = 'paused' RETURNING status_id
;;
SELECT t.id, s.status FROM tickets t JOIN ticket_statuses s ON s.id = t.status_id WHERE s.status = 'paused'
## insert with a new value in one statement
WITH s AS (INSERT INTO ticket_statuses (status, colour) VALUES ('at once', 'red') RETURNING id) INSERT INTO tickets (id, status_id) SELECT 77, 1 FROM s RETURNING id, status_id
## insert several
INSERT INTO tickets (status_id, kind_no) VALUES (1, NULL), (3, 40), (2, DEFAULT)
## the default
INSERT INTO tickets (note) VALUES ('by default') RETURNING status_id
## a key that is not there
INSERT INTO tickets (status_id) VALUES (999)
## NULL where none may be
INSERT INTO tickets (status_id) VALUES (NULL)
## a batch
# with long 1 | int 40
# with long 2 | int 41
INSERT INTO tickets (status_id, kind_no) VALUES (?, ?)
## generated keys
# keys auto
INSERT INTO tickets (status_id) VALUES (3)
## ON CONFLICT
INSERT INTO tickets (id, status_id) VALUES (1, 2), (95, 3) ON CONFLICT (id) DO UPDATE SET status_id = EXCLUDED.status_id + 1 RETURNING id, status_id
## ON CONFLICT by a key
INSERT INTO tickets (weight, kind_no) VALUES (1, 41) ON CONFLICT (weight, kind_no) DO UPDATE SET status_id = 4
## update
UPDATE tickets SET status_id = 3 WHERE status_id = 1
## update of both
UPDATE tickets SET status_id = CASE WHEN status_id = 1 THEN 2 ELSE 1 END, kind_no = NULL WHERE kind_no IN (40, 41) RETURNING id, status_id, kind_no
## update to a key that is not there
UPDATE tickets SET kind_no = 5 WHERE id = 1
## update from the lookup table
UPDATE tickets SET status_id = s.id FROM ticket_statuses s WHERE s.status = 'done' AND tickets.note = 'a' RETURNING tickets.id, status_id
## delete
DELETE FROM tickets WHERE status_id = 2 RETURNING id, status_id
## a colour is changed
UPDATE ticket_statuses SET colour = 'green' WHERE status = 'open'
## COPY of the table
# copied
COPY tickets TO STDOUT
