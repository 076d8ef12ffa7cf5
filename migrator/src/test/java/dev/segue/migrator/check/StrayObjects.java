package dev.segue.migrator.check;

import dev.segue.migrator.Shop;
import dev.segue.postgres.TestDatabase;
import java.util.List;

/** Objects beside the shop's tables, in the schema {@code stray}, and what a check says of them. */
final class StrayObjects {

  /** A trigger's function, with a body to be filled in. */
  static final String TRIGGER_FUNCTION =
      """
      CREATE FUNCTION stray.t() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN %s RETURN NEW; END$$;
      """;

  /** A foreign key that writes, on the old column alone. */
  static final String BOTH_NAMES =
      """
      CREATE TABLE stray.names (name varchar(40) COLLATE "C" PRIMARY KEY);
      ALTER TABLE customers ADD COLUMN full_name varchar(40) COLLATE "C";
      ALTER TABLE customers
        ADD FOREIGN KEY (name) REFERENCES stray.names ON UPDATE CASCADE NOT VALID
      """;

  private StrayObjects() {}

  /** What a check finds of a new shop after this change. */
  static List<Finding> check(TestDatabase database, String change) {
    try (Shop shop = new Shop(database)) {
      tidyUp(database);
      database.execute("CREATE SCHEMA stray");
      database.execute(change);
      return new SchemaCheck(shop.context).run();
    }
  }

  /** Drops what does not go with the shop's tables. */
  static void tidyUp(TestDatabase database) {
    database.execute("DROP SCHEMA IF EXISTS stray CASCADE; DROP PUBLICATION IF EXISTS news");
  }
}
