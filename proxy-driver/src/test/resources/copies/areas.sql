A table whose rows are split by an area that is computed of their region.

## a row moves to another part
UPDATE accounts SET region = 'south' WHERE id = 1
## all rows move
UPDATE accounts SET region = CASE region WHEN 'north' THEN 'south' WHEN 'south' THEN 'north' END, balance = balance + 1
## a row moves with RETURNING
UPDATE accounts SET region = 'north' WHERE id = 2 RETURNING *
## a row moves with its key
UPDATE accounts SET id = id + 100, region = 'south' WHERE id < 3 RETURNING id, region
## rows move to what others say
UPDATE accounts a SET region = t.amount::text FROM transfers t WHERE t.account_id = a.id AND t.id <> 2
## a value that is too long, on the way to another part
UPDATE accounts SET region = 'south', name = repeat('x', 41) WHERE id = 1
## rows of several parts are inserted
INSERT INTO accounts (name, region) VALUES ('Eve', 'north'), ('Fay', 'south'), ('Gus', DEFAULT), ('Hal', NULL) RETURNING id, region
## rows of several parts are deleted
DELETE FROM accounts WHERE region IN ('north', 'south') RETURNING id
## a part, by what it is computed of
SELECT id, name FROM accounts WHERE region = 'north' ORDER BY id
## rows of several parts are locked
SELECT id FROM accounts ORDER BY id FOR UPDATE
## merge that moves and inserts
MERGE INTO accounts a USING (VALUES (1, 'south'), (9, 'north')) v (id, region) ON a.id = v.id WHEN MATCHED THEN UPDATE SET region = v.region WHEN NOT MATCHED THEN INSERT (id, name, region) VALUES (v.id, 'M', v.region)
## a move below a common table
WITH moved AS (UPDATE accounts SET region = 'south' WHERE region = 'north' RETURNING id) SELECT count(*) FROM moved
