Identity columns beside changed ones, and OVERRIDING.

## the database gives the value
INSERT INTO seats (id, guest, paid) VALUES (8, 'Eve', 3.25) RETURNING *
## the application gives the value
INSERT INTO seats (id, guest, paid, ticket) OVERRIDING SYSTEM VALUE VALUES (8, 'Eve', 3.25, 77) RETURNING ticket, guest, paid
## the application's value is left out
INSERT INTO seats (id, guest, paid, ticket) OVERRIDING USER VALUE VALUES (8, 'Eve', 3.25, 77) RETURNING ticket, guest, paid
## the application must not give the value
INSERT INTO seats (id, guest, ticket) VALUES (8, 'Eve', 77)
## DEFAULT of an identity column
INSERT INTO seats (id, ticket, guest, paid) VALUES (8, DEFAULT, 'Eve', 3.25), (9, DEFAULT, 'Fay', 4.25)
## without a column list
INSERT INTO seats VALUES (8, 'x', 9, 'Eve', 3.25, true)
# only old
## without a column list, with OVERRIDING
INSERT INTO seats OVERRIDING USER VALUE VALUES (8, 'x', 9, 'Eve', 3.25, true, 99)
# only old
## of a query
INSERT INTO seats (id, ticket, guest, paid) OVERRIDING SYSTEM VALUE SELECT id + 10, 100 + id, guest, paid + 100 FROM seats WHERE id < 3
## of a query, without a column list
INSERT INTO seats OVERRIDING SYSTEM VALUE SELECT id + 10, spot || '!', 100 + id, guest, paid + 100, false, id FROM seats WHERE id < 3
# only old
## with parameters in a batch
# with int 8 | text Eve | numeric 3.25
# with int 9 | text Fay | numeric 4.25
INSERT INTO seats (id, guest, paid) OVERRIDING SYSTEM VALUE VALUES (?, ?, ?)
## generated keys of an identity column
# keys ticket, guest
INSERT INTO seats (id, guest, paid) VALUES (8, 'Eve', 3.25)
## UPDATE to DEFAULT
UPDATE seats SET ticket = DEFAULT, guest = 'again', paid = NULL WHERE id = 2
## UPDATE to a value
UPDATE seats SET ticket = 5, guest = 'again' WHERE id = 2
## MERGE with OVERRIDING
MERGE INTO seats USING (VALUES (1), (8)) AS v (key) ON id = key
WHEN MATCHED THEN UPDATE SET guest = 'seen', paid = 1
WHEN NOT MATCHED THEN INSERT (id, guest, paid, ticket) OVERRIDING SYSTEM VALUE VALUES (key, 'new', 2, 88)
## an upsert with OVERRIDING
INSERT INTO seats (id, guest, paid, ticket) OVERRIDING SYSTEM VALUE VALUES (1, 'Eve', 3.25, 77) ON CONFLICT (id) DO UPDATE SET guest = EXCLUDED.guest, paid = EXCLUDED.ticket RETURNING *
