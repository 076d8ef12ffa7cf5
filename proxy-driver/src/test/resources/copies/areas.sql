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
## insert of a key that another part has
INSERT INTO accounts (id, name, region) VALUES (1, 'Eve', 'south')
## insert of a key that another part has, below a common table
WITH made AS (INSERT INTO accounts (id, name, region) SELECT id, 'Eve', 'south' FROM generate_series(2, 3) AS g (id) RETURNING id) SELECT count(*) FROM made
## a key that another part has is assigned
UPDATE accounts SET id = 2 WHERE id = 1
## keys are exchanged between parts
UPDATE accounts SET id = 3 - id WHERE id < 3 AND name <> 'nobody' RETURNING id, name
## keys move on, from part to part
UPDATE accounts SET id = id + 1 RETURNING id, name, region
## merge that inserts a key that another part has
MERGE INTO accounts a USING (VALUES (1, 'south'), (9, 'north')) v (id, region) ON a.id = v.id AND a.region = v.region WHEN MATCHED THEN UPDATE SET balance = 0 WHEN NOT MATCHED THEN INSERT (id, name, region) VALUES (v.id, 'M', v.region)
## merge that updates, inserts and deletes in several parts
MERGE INTO accounts a USING (VALUES (1, 'south'), (2, 'x'), (9, 'north')) v (id, region) ON a.id = v.id WHEN MATCHED AND v.region = 'x' THEN DELETE WHEN MATCHED THEN UPDATE SET balance = 7 WHEN NOT MATCHED THEN INSERT (id, name, region) VALUES (v.id, 'M', v.region)
## a row that is deleted and inserted into another part by one statement
WITH gone AS (DELETE FROM accounts WHERE id = 3 RETURNING *) INSERT INTO accounts (id, name, balance, region) SELECT id, name, balance, 'south' FROM gone
