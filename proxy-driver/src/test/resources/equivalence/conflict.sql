ON CONFLICT: targets, predicates, constraints and what is proposed.

## a renamed target, in another case and with a collation
INSERT INTO products (id, sku, title) VALUES (8, 'A-1', 'New') ON CONFLICT (SKU COLLATE "default" text_ops) DO UPDATE SET title = EXCLUDED.title
# only old
## a renamed target in parentheses
INSERT INTO products (id, sku, title) VALUES (8, 'A-1', 'New') ON CONFLICT ((sku)) DO UPDATE SET title = EXCLUDED.title
## a computed target in parentheses
INSERT INTO products (id, net, title) VALUES (8, 20.00, 'New') ON CONFLICT ((net)) DO UPDATE SET title = EXCLUDED.title
# only old
## a target of an expression over a renamed column
INSERT INTO seats (id, spot, guest) VALUES (8, 'lower', 'BOB') ON CONFLICT (lower(guest)) WHERE spot = 'lower' DO UPDATE SET num = 88, guest = EXCLUDED.guest
## a target of an expression over a computed column
INSERT INTO seats (id, spot, paid) VALUES (8, 'abs', -7.00) ON CONFLICT (abs(paid)) WHERE spot = 'abs' DO UPDATE SET num = 88, paid = EXCLUDED.paid + 1
# refused on NEW; speaking new on OLD: the other column's index is over another expression
## a partial index whose predicate names a renamed column
INSERT INTO seats (id, num, guest) VALUES (8, 1, 'Ada') ON CONFLICT (num) WHERE guest = 'Ada' DO UPDATE SET spot = 'x', guest = EXCLUDED.guest || '!'
## a partial index whose predicate names a computed column
INSERT INTO seats (id, spot, held) VALUES (8, 'A1', true) ON CONFLICT (spot) WHERE held DO UPDATE SET guest = EXCLUDED.spot
# only old
# refused on NEW: the other column's index has another predicate
## a partial index whose predicate compares a computed column
INSERT INTO seats (id, spot, hold_state) VALUES (8, 'A1', 'held') ON CONFLICT (spot) WHERE hold_state = 'held' DO UPDATE SET visitor = EXCLUDED.spot
# only new
# refused on OLD: the other column's index has another predicate
## a partial index that the statement does not mean
INSERT INTO seats (id, num, guest) VALUES (8, 1, 'Ada') ON CONFLICT (num) DO NOTHING
## a computed target that is not one-to-one
INSERT INTO products (id, tag) VALUES (10, 'x') ON CONFLICT (tag) DO NOTHING
# refused on NEW; speaking new on OLD: an index over the other column is another index
## two targets, one of them changed
INSERT INTO seats (id, num, guest) VALUES (8, 1, 'Ada') ON CONFLICT (num, guest) DO UPDATE SET spot = 'x'
## DO NOTHING without a target, by any of the indexes
INSERT INTO products (id, sku, net) VALUES (8, 'A-1', 77), (9, 'Z-9', 20.00), (1, 'Y-1', 78), (10, 'X-1', 79) ON CONFLICT DO NOTHING RETURNING id
## a conflict with another index than the target's
INSERT INTO products (id, sku, net) VALUES (8, 'A-1', 20.00) ON CONFLICT (sku) DO UPDATE SET title = 'sku'
## a conflict with another index than the target's, where the row proposed does not conflict with that
INSERT INTO products (id, sku, net) VALUES (8, 'Q-1', 20.00) ON CONFLICT (sku) DO UPDATE SET title = 'sku'
## a constraint over a renamed column
INSERT INTO seats (id, num, guest) VALUES (8, 1, 'Ada') ON CONFLICT ON CONSTRAINT seats_old_spot DO UPDATE SET spot = 'x', paid = 3
# only old
# refused once dropped: the constraint is gone with its columns
## a constraint over a renamed column, before the columns are gone
INSERT INTO seats (id, num, visitor) VALUES (8, 1, 'Ada') ON CONFLICT ON CONSTRAINT seats_new_spot DO UPDATE SET spot = 'x', paid_cents = 3
# only new
## a constraint over a computed column
INSERT INTO seats (id, paid_cents) VALUES (8, 1000) ON CONFLICT ON CONSTRAINT seats_new_paid DO NOTHING
# only new
## an exclusion constraint over a computed column
INSERT INTO seats (id, num, hold_state) VALUES (8, 1, 'held') ON CONFLICT ON CONSTRAINT seats_new_both DO NOTHING
# only new
# refused on OLD: it is no index
## a constraint of the other shape
INSERT INTO seats (id, paid_cents) VALUES (8, 1000) ON CONFLICT ON CONSTRAINT seats_old_paid DO NOTHING
# only new
## the primary key's constraint
INSERT INTO seats (id, paid) VALUES (1, 1000) ON CONFLICT ON CONSTRAINT seats_pkey DO UPDATE SET paid = EXCLUDED.paid
# only new
## a constraint that is not there
INSERT INTO seats (id, paid_cents) VALUES (8, 20.00) ON CONFLICT ON CONSTRAINT nothing DO NOTHING
# only new
## stars of what is proposed
INSERT INTO products (id, net, title) VALUES (1, 30, 'a') ON CONFLICT (id) DO UPDATE SET (title, stock) = (SELECT x.title || '!', count(*) FROM (SELECT EXCLUDED.*) AS x GROUP BY 1)
## what is proposed where nothing of it is changed
INSERT INTO products (id, net) VALUES (1, 30) ON CONFLICT (id) DO UPDATE SET stock = EXCLUDED.id + 5
## what is proposed by default
INSERT INTO orders (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET amount = EXCLUDED.amount, quantity = EXCLUDED.quantity + orders.quantity, placed_on = EXCLUDED.placed_on
## WHERE over the stored row and what is proposed
INSERT INTO products (id, net, sku) VALUES (1, 1.50, 'n'), (2, 21, 'm') ON CONFLICT (id) DO UPDATE SET sku = EXCLUDED.sku WHERE products.net IS DISTINCT FROM EXCLUDED.net
## WHERE that skips rows of a batch
# with int 1 | numeric 30
# with int 2 | numeric 40
# with int 8 | numeric 50
INSERT INTO products (id, net) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET net = EXCLUDED.net WHERE products.net < 10
## a subquery over the table itself
INSERT INTO products (id, net) VALUES (1, 30) ON CONFLICT (id) DO UPDATE SET net = (SELECT max(p.net) + EXCLUDED.net FROM products p)
## a parameter on either side
# with int 1 | numeric 30 | numeric 2.5 | numeric 1
INSERT INTO products (id, net) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET net = EXCLUDED.net * ? WHERE products.net > ?
## a bare name is ambiguous
INSERT INTO products (id, net) VALUES (1, 30) ON CONFLICT (id) DO UPDATE SET net = net + EXCLUDED.net
## a hidden column of what is proposed
INSERT INTO products (id, net) VALUES (1, 30) ON CONFLICT (id) DO UPDATE SET net = EXCLUDED.gross
## a hidden target
INSERT INTO products (id, net) VALUES (1, 30) ON CONFLICT (gross) DO NOTHING
## of a query
INSERT INTO products (id, sku, net) SELECT id + 10, sku, net FROM products ON CONFLICT (sku) DO UPDATE SET stock = products.stock + EXCLUDED.id RETURNING id, sku, stock
