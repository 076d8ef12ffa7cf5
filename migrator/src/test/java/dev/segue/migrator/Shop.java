package dev.segue.migrator;

import dev.segue.driver.control.ControlSchema;
import dev.segue.flags.FlagKind;
import dev.segue.flags.Percentage;
import dev.segue.migrator.expand.Expansion;
import dev.segue.migrator.flag.FlagChange;
import dev.segue.migrator.table.LockedChange;
import dev.segue.postgres.TestDatabase;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.migration.RulesFile;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;

/** A small shop's database and its rules, at the beginning of its migrations. */
public final class Shop implements AutoCloseable, Progress {

  /** The rules of the shop's two migrations. */
  public static final String RULES =
      """
      segue: 1
      flags: database
      migrations:
        customers-full-name:
          table: public.customers
          rename: { name: full_name }
        orders-amount-cents:
          table: public.orders
          columns:
            - old: { amount: "numeric(12,2)" }
              new: { amount_cents: bigint }
              up: { amount_cents: "(amount * 100)::bigint" }
              down: { amount: "amount_cents / 100.0" }
              monotonic: true
      """;

  private static final String TABLES =
      """
      DROP SCHEMA IF EXISTS segue CASCADE;
      DROP TABLE IF EXISTS orders, customers CASCADE;
      CREATE TABLE customers (
        shop int, id int, name varchar(40) COLLATE "C" NOT NULL DEFAULT 'nobody',
        email text, PRIMARY KEY (id, shop));
      CREATE TABLE orders (id bigint PRIMARY KEY, amount numeric(12,2) NOT NULL);
      INSERT INTO customers SELECT i % 3, i, 'name ' || i FROM generate_series(1, 1500) i;
      INSERT INTO orders SELECT i, i / 7.0 FROM generate_series(1, 3000) i;
      ANALYZE customers, orders""";

  private static final LockedChange IMPATIENT = new LockedChange(Duration.ofMillis(100), 3);

  public final TestDatabase database;
  public final MigrationContext context;
  public final Migration orders;
  public final Migration customers;
  public final List<String> said = new ArrayList<>();
  public final List<String> waits = new ArrayList<>();

  public Shop(TestDatabase database) {
    this(database, RULES);
  }

  public Shop(TestDatabase database, String rules) {
    this.database = database;
    database.execute(TABLES);
    PGSimpleDataSource dataSource = new PGSimpleDataSource();
    dataSource.setUrl(database.url());
    context =
        MigrationContext.of(RulesFile.read("segue.yaml", new StringReader(rules)), dataSource);
    orders = context.migration("orders-amount-cents");
    customers = context.migration("customers-full-name");
  }

  /** Makes the control tables, of an age at which nobody waits for early instances any more. */
  public void ageControlTables() {
    try (Connection connection = database.connect()) {
      new ControlSchema(connection).ensure();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    database.execute("UPDATE segue.control SET created_at = now() - interval '1 hour'");
  }

  /** Expands both tables. */
  public void expand() {
    ageControlTables();
    expansion().run(customers, this);
    expansion().run(orders, this);
  }

  public Expansion expansion() {
    return new Expansion(context, IMPATIENT);
  }

  /** Sets a flag as the operator does. */
  public void flag(Migration migration, FlagKind kind, int percent) {
    flag(migration, kind, percent, false);
  }

  public void flag(Migration migration, FlagKind kind, int percent, boolean acceptMissing) {
    new FlagChange(context, IMPATIENT)
        .run(
            migration,
            kind,
            Percentage.ofPercent(percent),
            new FlagChange.Options(Duration.ofSeconds(5), acceptMissing),
            this);
  }

  public LockedChange locked() {
    return IMPATIENT;
  }

  /** The one value of a query. */
  public Object value(String sql) {
    return database.rows(sql).get(0).get(0);
  }

  @Override
  public void said(String line) {
    said.add(line);
  }

  @Override
  public void waiting(String reason) {
    waits.add(reason);
  }

  @Override
  public void close() {
    context.close();
  }
}
