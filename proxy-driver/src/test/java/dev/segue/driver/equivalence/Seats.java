package dev.segue.driver.equivalence;

import java.util.List;

/** A table of the {@link Shop} with unique indexes of every kind over what changes. */
final class Seats {

  private Seats() {}

  static final String RULES =
      """
        seats-guest:
          table: public.seats
          rename: { guest: visitor }
        seats-values:
          table: public.seats
          columns:
            - old: { paid: "numeric(8,2)" }
              new: { paid_cents: bigint }
              up: { paid_cents: "(paid * 100)::bigint" }
              down: { paid: "paid_cents / 100.0" }
              one-to-one: true
            - old: { held: boolean }
              new: { hold_state: text }
              up: { hold_state: "CASE WHEN held THEN 'held' WHEN NOT held THEN 'free' END" }
              down: { held: "hold_state = 'held'" }
      """;

  static final List<Shop.Column> COLUMNS =
      List.of(
          column("guest", "varchar(20)", "visitor", "varchar(20)", "guest", "visitor"),
          column(
              "paid",
              "numeric(8,2)",
              "paid_cents",
              "bigint",
              "(paid * 100)::bigint",
              "(paid_cents / 100.0)::numeric(8,2)"),
          column(
              "held",
              "boolean",
              "hold_state",
              "text",
              "CASE WHEN held THEN 'held' WHEN NOT held THEN 'free' END",
              "hold_state = 'held'"));

  private static Shop.Column column(
      String old, String oldType, String fresh, String freshType, String up, String down) {
    return new Shop.Column("seats", old, oldType, "", fresh, freshType, "", up, down);
  }

  static final String OLD_SHAPE =
      """
      CREATE TABLE seats (id int PRIMARY KEY, spot text, num int, guest varchar(20),
        paid numeric(8,2), held boolean, ticket int GENERATED ALWAYS AS IDENTITY);
      CREATE UNIQUE INDEX seats_guest ON seats (lower(guest)) WHERE spot = 'lower';
      CREATE UNIQUE INDEX seats_held ON seats (spot) WHERE held;
      CREATE UNIQUE INDEX seats_num_guest ON seats (num) WHERE guest = 'Ada';
      CREATE UNIQUE INDEX seats_paid ON seats (abs(paid)) WHERE spot = 'abs';
      ALTER TABLE seats ADD CONSTRAINT seats_old_paid UNIQUE (paid),
        ADD CONSTRAINT seats_old_spot UNIQUE (num, guest),
        ADD CONSTRAINT seats_old_both EXCLUDE USING btree (num WITH =, held WITH =);
      INSERT INTO seats VALUES (1, 'A1', 1, 'Ada', 10.00, true), (2, 'lower', 2, 'Bob', 20.50, false),
        (3, 'abs', 3, NULL, 7.00, NULL), (4, NULL, NULL, NULL, NULL, NULL);
      """;

  /** The new shape's counterparts of the old one's indexes. */
  static final String NEW_INDEXES =
      """
      CREATE UNIQUE INDEX seats_visitor ON seats (lower(visitor)) WHERE spot = 'lower';
      CREATE UNIQUE INDEX seats_hold_state ON seats (spot) WHERE hold_state = 'held';
      CREATE UNIQUE INDEX seats_num_visitor ON seats (num) WHERE visitor = 'Ada';
      CREATE UNIQUE INDEX seats_cents ON seats (abs(paid_cents)) WHERE spot = 'abs';
      ALTER TABLE seats ADD CONSTRAINT seats_new_paid UNIQUE (paid_cents),
        ADD CONSTRAINT seats_new_spot UNIQUE (num, visitor),
        ADD CONSTRAINT seats_new_both EXCLUDE USING btree (num WITH =, hold_state WITH =);
      """;
}
