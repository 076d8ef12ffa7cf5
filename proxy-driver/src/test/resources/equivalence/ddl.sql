Commands that leave both shapes of a table in migration alone, and those about other tables. What is refused is told by CommandsTest.

## what only concerns storage, statistics, ownership and row security
ALTER TABLE customers ALTER COLUMN id SET STATISTICS 200
;;
ALTER TABLE customers SET (fillfactor = 90), ALTER id SET (n_distinct = -1)
;;
ALTER TABLE IF EXISTS ONLY public.customers RESET (fillfactor), ALTER id RESET (n_distinct)
;;
ALTER TABLE customers OWNER TO CURRENT_USER
;;
ALTER TABLE customers ENABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY
;;
SELECT id, name FROM customers ORDER BY id
;;
ALTER TABLE customers DISABLE ROW LEVEL SECURITY

## a policy on other columns
# only old
CREATE POLICY everyone ON customers USING (id > 0)
;;
DROP POLICY everyone ON customers

## a table that refers to one in migration
CREATE TABLE customer_notes (customers int, customer bigint REFERENCES customers (id))
;;
INSERT INTO customer_notes SELECT 1, id FROM customers WHERE name = 'Ada'
;;
DROP TABLE customer_notes

## a schema and a type that have nothing to do with it
CREATE SCHEMA elsewhere
;;
DROP SCHEMA elsewhere CASCADE
