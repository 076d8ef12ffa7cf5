COPY by the copy API. Options have the separator of the rows given here.

## out of a table
# copied
COPY orders TO STDOUT
## out of columns, with names
# copied
COPY items (dear, id, legacy, price) TO STDOUT WITH (FORMAT csv, HEADER)
# only old
## out of added columns
# copied
COPY items (code, total) TO STDOUT CSV HEADER
# only new
## out of a query
# copied
COPY (SELECT * FROM customers WHERE name > 'B' ORDER BY id) TO STDOUT
## out of what a write returns
# copied
COPY (UPDATE orders SET amount = 4 WHERE id < 3 RETURNING *) TO STDOUT
## out of a column that the shape hides
# copied
COPY people (first_name) TO STDOUT
# only old
## into columns that do not change
# copied 60|7
COPY items (note, quantity) FROM STDIN (DELIMITER '|')
# refused on BOTH_READ_OLD, BOTH_READ_NEW, NEW; speaking new on OLD, BOTH_READ_OLD, BOTH_READ_NEW: others are computed from them
## into a column that is dropped
# copied 60|grey|n
# copied 61|grey|\N
COPY drawers FROM STDIN (DELIMITER '|')
# only old
# refused on NEW: there is no place for it
## beside a column that is dropped
# copied 60,n
COPY drawers (id, note) FROM STDIN CSV
# only old
## twice the same key
# copied 1,n
COPY drawers (id, note) FROM STDIN CSV
# only old
