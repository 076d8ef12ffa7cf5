package dev.segue.migrator;

import com.zaxxer.hikari.HikariDataSource;
import dev.segue.driver.SegueDriver;
import dev.segue.driver.control.ControlSchema;
import dev.segue.driver.control.Direction;
import dev.segue.flags.FlagKind;
import dev.segue.flags.Percentage;
import dev.segue.migrator.backfill.Backfill;
import dev.segue.migrator.backfill.BackfillOptions;
import dev.segue.migrator.contract.Contraction;
import dev.segue.migrator.expand.Expansion;
import dev.segue.migrator.flag.FlagChange;
import dev.segue.migrator.table.LockedChange;
import dev.segue.migrator.verify.Verification;
import dev.segue.postgres.TestDatabase;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.migration.RulesFile;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A database with tables and rules, and an operator who takes the steps on it. */
public abstract class OperatorBench implements AutoCloseable, Progress {

  private static final LockedChange IMPATIENT = new LockedChange(Duration.ofMillis(100), 3);
  private static final Duration WAIT = Duration.ofSeconds(30);

  private final HikariDataSource pool;
  public final TestDatabase database;
  public final MigrationContext context;
  public final List<String> said = new ArrayList<>();
  public final List<String> waits = new ArrayList<>();
  private LockedChange locked = IMPATIENT;

  protected OperatorBench(TestDatabase database, String tables, String rules) {
    this.database = database;
    database.execute(tables);
    pool = new HikariDataSource();
    pool.setJdbcUrl(database.url());
    pool.setMinimumIdle(0);
    pool.setMaximumPoolSize(5);
    context = MigrationContext.of(RulesFile.read("segue.yaml", new StringReader(rules)), pool);
  }

  /** Makes the control tables, of an age at which nobody waits for early instances any more. */
  public void ageControlTables() {
    try (Connection connection = pool.getConnection()) {
      new ControlSchema(connection).ensure();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    execute("UPDATE segue.control SET created_at = now() - interval '1 hour'");
  }

  public Expansion expansion() {
    return new Expansion(context, locked());
  }

  /** Sets a flag as the operator does. */
  public void flag(Migration migration, FlagKind kind, int percent) {
    flag(migration, kind, percent, false);
  }

  public void flag(Migration migration, FlagKind kind, int percent, boolean acceptMissing) {
    new FlagChange(context, locked())
        .run(
            migration,
            kind,
            Percentage.ofPercent(percent),
            new FlagChange.Options(WAIT, acceptMissing),
            this);
  }

  public Backfill.Outcome backfill(Migration migration, Direction direction) {
    return new Backfill(context).run(migration, direction, BackfillOptions.DEFAULT, this);
  }

  public Verification.Outcome verify(Migration migration, Direction direction) {
    return new Verification(context).run(migration, direction, 10, WAIT, this);
  }

  /** Drops the old columns, and tells which those were. */
  public List<String> contract(Migration migration) {
    return new Contraction(context, locked()).run(migration, WAIT, this).dropped();
  }

  /** How the operator waits for locks. */
  public LockedChange locked() {
    return locked;
  }

  /** Lets the operator wait for locks as long as on a table in use. */
  public void patient() {
    locked = LockedChange.DEFAULT;
  }

  /** Executes SQL past Segue. */
  public void execute(String sql) {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  /** The one value of a query. */
  /** How many numbers contract passes over when it replaces an identity column's sequence. */
  public int stretch() {
    return (Integer) value("SELECT current_setting('max_connections')::int * 50");
  }

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
    // An instance that is left over on the route NEW would be one of the next test's fleet.
    SegueDriver.closeIdleInstances();
    context.close();
    pool.close();
  }
}
