package dev.segue.benchmarks.server;

import dev.segue.benchmarks.Wrapping;
import dev.segue.benchmarks.server.Workload.Prepared;
import dev.segue.postgres.PostgresServer;
import dev.segue.route.Route;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;

/** The works that are measured. */
enum Workloads implements Workload {
  PASS_THROUGH_READ(
      "a query by key of a table that no migration touches, beside one that is in migration") {
    @Override
    public Prepared prepare(PostgresServer server) throws Exception {
      return passThrough(server, ByKey.query("SELECT owner FROM customers WHERE id = ?"));
    }
  },
  PASS_THROUGH_UPDATE("an update by key of such a table") {
    @Override
    public Prepared prepare(PostgresServer server) throws Exception {
      return passThrough(server, ByKey.update("UPDATE customers SET points = ? WHERE id = ?", 1));
    }
  },
  COLUMNS_WRITTEN_TWICE("an update by key of a column and of the one that takes its place") {
    @Override
    public Prepared prepare(PostgresServer server) throws Exception {
      Surroundings surroundings = new Surroundings(server, COLUMNS + COLUMNS_BY_TRIGGER);
      String url = surroundings.url();
      String segue = surroundings.segueUrl(COLUMN_RULES, "cents", Route.BOTH_READ_OLD);
      return new Prepared(
          surroundings,
          List.of(
              new Way(
                  "by hand",
                  url,
                  ByKey.update(
                      "UPDATE accounts SET balance = ?, cents = (CAST(? AS numeric(12,2)) * 100)::bigint WHERE id = ?",
                      2)),
              new Way("Segue", segue, ByKey.update(UPDATE, 1)),
              new Way(
                  "BEFORE trigger",
                  url,
                  ByKey.update("UPDATE accounts_t SET balance = ? WHERE id = ?", 1)),
              new Way(
                  "one column alone",
                  url,
                  ByKey.update("UPDATE accounts_1 SET balance = ? WHERE id = ?", 1))),
          NOTHING);
    }
  },
  READ_OF_A_RENAMED_COLUMN("a query by key of a column that has another name by now") {
    @Override
    public Prepared prepare(PostgresServer server) throws Exception {
      Surroundings surroundings = new Surroundings(server, COLUMNS);
      String segue = surroundings.segueUrl(RENAME_RULES, "holder", Route.NEW);
      return new Prepared(
          surroundings,
          List.of(
              new Way(
                  "by hand",
                  surroundings.url(),
                  ByKey.query("SELECT holder AS owner FROM accounts WHERE id = ?")),
              new Way("Segue", segue, ByKey.query("SELECT owner FROM accounts WHERE id = ?"))),
          NOTHING);
    }
  },
  READ_OF_A_COMPUTED_COLUMN("a query by key of a column that is computed from its successor") {
    @Override
    public Prepared prepare(PostgresServer server) throws Exception {
      Surroundings surroundings = new Surroundings(server, COLUMNS);
      String segue = surroundings.segueUrl(COLUMN_RULES, "cents", Route.NEW);
      return new Prepared(
          surroundings,
          List.of(
              new Way(
                  "by hand",
                  surroundings.url(),
                  ByKey.query(
                      "SELECT CAST(cents / 100.0 AS numeric(12,2)) AS balance FROM accounts WHERE id = ?")),
              new Way("Segue", segue, ByKey.query("SELECT balance FROM accounts WHERE id = ?"))),
          NOTHING);
    }
  },
  BATCH("a row of a batch of 1,000, with reWriteBatchedInserts") {
    @Override
    public Prepared prepare(PostgresServer server) throws Exception {
      Surroundings surroundings = new Surroundings(server, ENTRIES);
      String rewritten = "reWriteBatchedInserts=true";
      String segue =
          surroundings.segueUrl(
              COLUMN_RULES.replace("accounts", "entries"), "cents", Route.BOTH_READ_OLD, rewritten);
      return new Prepared(
          surroundings,
          List.of(
              new Way(
                  "by hand",
                  surroundings.url(rewritten),
                  batch(
                      "INSERT INTO entries (account, balance, cents) VALUES (?, ?, (CAST(? AS numeric(12,2)) * 100)::bigint)",
                      2)),
              new Way(
                  "Segue",
                  segue,
                  batch("INSERT INTO entries (account, balance) VALUES (?, ?)", 1))),
          () -> surroundings.database().execute("TRUNCATE entries"));
    }
  },
  TABLE_AND_COPY("an update by key of a row in a table and in its copy") {
    @Override
    public Prepared prepare(PostgresServer server) throws Exception {
      Surroundings surroundings = new Surroundings(server, COPIES);
      String segue =
          surroundings.segueUrl(
              table("accounts-copy", "copy: { to: accounts_copy }"),
              "accounts-copy",
              Route.BOTH_READ_OLD);
      return new Prepared(
          surroundings,
          tableWays(
              surroundings,
              segue,
              """
              WITH w AS (UPDATE accounts SET balance = ? WHERE id = ? RETURNING id, owner, balance)
              INSERT INTO accounts_copy (id, owner, balance) SELECT id, owner, balance FROM w
              ON CONFLICT (id) DO UPDATE SET owner = EXCLUDED.owner, balance = EXCLUDED.balance"""),
          NOTHING);
    }
  },
  TABLE_AND_PARTS(
      "an update by key of a row in a table and in the two that it is decomposed into") {
    @Override
    public Prepared prepare(PostgresServer server) throws Exception {
      Surroundings surroundings = new Surroundings(server, PARTS);
      String segue =
          surroundings.segueUrl(
              table(
                  "accounts-parts",
                  "decompose: [{ to: accounts_owner }, { to: accounts_money, columns: [balance] }]"),
              "accounts-parts",
              Route.BOTH_READ_OLD);
      return new Prepared(
          surroundings,
          tableWays(
              surroundings,
              segue,
              """
              WITH w AS (UPDATE accounts SET balance = ? WHERE id = ? RETURNING id, owner, balance),
              f AS (INSERT INTO accounts_owner (id, owner) SELECT id, owner FROM w
                ON CONFLICT (id) DO UPDATE SET owner = EXCLUDED.owner)
              INSERT INTO accounts_money (id, balance) SELECT id, balance FROM w
              ON CONFLICT (id) DO UPDATE SET balance = EXCLUDED.balance"""),
          NOTHING);
    }
  };

  private static final String UPDATE = "UPDATE accounts SET balance = ? WHERE id = ?";
  private static final int BATCH_ROWS = 1_000;
  private static final Between NOTHING = () -> {};

  static final String COLUMN_RULES =
      """
      segue: 1
      flags: database
      migrations:
        cents:
          table: accounts
          columns:
            - old: { balance: "numeric(12,2)" }
              new: { cents: bigint }
              up: { cents: "(balance * 100)::bigint" }
              down: { balance: "cents / 100.0" }
              monotonic: true
      """;

  private static final String RENAME_RULES =
      """
      segue: 1
      flags: database
      migrations:
        holder:
          table: accounts
          rename: { owner: holder }
      """;

  private static final String CUSTOMERS =
      """
      CREATE TABLE customers (id bigint PRIMARY KEY, owner text, points int);
      INSERT INTO customers SELECT i, 'owner ' || i, i FROM generate_series(1, %d) i;
      """
          .formatted(ByKey.ROWS);

  static final String COLUMNS =
      """
      CREATE TABLE accounts (id bigint PRIMARY KEY, owner text, holder text, balance numeric(12,2), cents bigint);
      INSERT INTO accounts SELECT i, 'owner ' || i, 'owner ' || i, i, i * 100 FROM generate_series(1, %d) i;
      """
          .formatted(ByKey.ROWS);

  private static final String COLUMNS_BY_TRIGGER =
      """
      CREATE TABLE accounts_t (LIKE accounts INCLUDING ALL);
      INSERT INTO accounts_t SELECT * FROM accounts;
      CREATE TABLE accounts_1 (LIKE accounts INCLUDING ALL);
      INSERT INTO accounts_1 SELECT * FROM accounts;
      CREATE FUNCTION follow() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN NEW.cents := (NEW.balance * 100)::bigint; RETURN NEW; END $$;
      CREATE TRIGGER follow BEFORE INSERT OR UPDATE ON accounts_t FOR EACH ROW EXECUTE FUNCTION follow();
      """;

  private static final String ENTRIES =
      "CREATE TABLE entries (account bigint, balance numeric(12,2), cents bigint)";

  private static final String ACCOUNTS =
      """
      CREATE TABLE accounts (id bigint PRIMARY KEY, owner text, balance numeric(12,2));
      INSERT INTO accounts SELECT i, 'owner ' || i, i FROM generate_series(1, %d) i;
      CREATE TABLE accounts_1 (LIKE accounts INCLUDING ALL);
      INSERT INTO accounts_1 SELECT * FROM accounts;
      CREATE TABLE accounts_t (LIKE accounts INCLUDING ALL);
      INSERT INTO accounts_t SELECT * FROM accounts;
      """
          .formatted(ByKey.ROWS);

  private static final String COPIES =
      ACCOUNTS
          + """
          CREATE TABLE accounts_copy (LIKE accounts INCLUDING ALL);
          INSERT INTO accounts_copy SELECT * FROM accounts;
          CREATE TABLE accounts_copy_t (LIKE accounts INCLUDING ALL);
          INSERT INTO accounts_copy_t SELECT * FROM accounts;
          CREATE FUNCTION follow() RETURNS trigger LANGUAGE plpgsql AS $$
          BEGIN
            INSERT INTO accounts_copy_t VALUES (NEW.*)
            ON CONFLICT (id) DO UPDATE SET owner = EXCLUDED.owner, balance = EXCLUDED.balance;
            RETURN NULL;
          END $$;
          CREATE TRIGGER follow AFTER UPDATE ON accounts_t FOR EACH ROW EXECUTE FUNCTION follow();
          """;

  private static final String PARTS =
      ACCOUNTS
          + """
          CREATE TABLE accounts_owner (id bigint PRIMARY KEY, owner text);
          INSERT INTO accounts_owner SELECT id, owner FROM accounts;
          CREATE TABLE accounts_money (id bigint PRIMARY KEY, balance numeric(12,2));
          INSERT INTO accounts_money SELECT id, balance FROM accounts;
          CREATE TABLE accounts_owner_t (id bigint PRIMARY KEY, owner text);
          INSERT INTO accounts_owner_t SELECT id, owner FROM accounts;
          CREATE TABLE accounts_money_t (id bigint PRIMARY KEY, balance numeric(12,2));
          INSERT INTO accounts_money_t SELECT id, balance FROM accounts;
          CREATE FUNCTION follow() RETURNS trigger LANGUAGE plpgsql AS $$
          BEGIN
            INSERT INTO accounts_owner_t VALUES (NEW.id, NEW.owner)
            ON CONFLICT (id) DO UPDATE SET owner = EXCLUDED.owner;
            INSERT INTO accounts_money_t VALUES (NEW.id, NEW.balance)
            ON CONFLICT (id) DO UPDATE SET balance = EXCLUDED.balance;
            RETURN NULL;
          END $$;
          CREATE TRIGGER follow AFTER UPDATE ON accounts_t FOR EACH ROW EXECUTE FUNCTION follow();
          """;

  private final String operation;

  Workloads(String operation) {
    this.operation = operation;
  }

  @Override
  public String operation() {
    return operation;
  }

  private static Prepared passThrough(PostgresServer server, Way.Preparation work)
      throws Exception {
    Surroundings surroundings = new Surroundings(server, CUSTOMERS + COLUMNS);
    String segue = surroundings.segueUrl(COLUMN_RULES, "cents", Route.BOTH_READ_OLD);
    List<Way> ways = new ArrayList<>();
    ways.add(new Way("plain", surroundings.url(), work));
    ways.add(new Way("Segue", segue, work));
    for (Wrapping peer : Wrapping.peers()) {
      String url = surroundings.url();
      ways.add(new Way(peer.name(), () -> peer.open(url), work));
    }
    return new Prepared(surroundings, ways, NOTHING);
  }

  private static String table(String migration, String kind) {
    return """
        segue: 1
        flags: database
        migrations:
          %s:
            table: accounts
            %s
        """
        .formatted(migration, kind);
  }

  private static List<Way> tableWays(Surroundings surroundings, String segue, String byHand) {
    String url = surroundings.url();
    return new ArrayList<>(
        List.of(
            new Way("by hand", url, ByKey.update(byHand, 1)),
            new Way("Segue", segue, ByKey.update(UPDATE, 1)),
            new Way(
                "AFTER trigger",
                url,
                ByKey.update("UPDATE accounts_t SET balance = ? WHERE id = ?", 1)),
            new Way(
                "one table alone",
                url,
                ByKey.update("UPDATE accounts_1 SET balance = ? WHERE id = ?", 1))));
  }

  /** Batches of one transaction each; the amount is given so many times. */
  private static Way.Preparation batch(String sql, int amounts) {
    return connection -> {
      PreparedStatement statement = connection.prepareStatement(sql);
      return () -> {
        for (int i = 0; i < BATCH_ROWS; i++) {
          statement.setLong(1, i);
          for (int j = 0; j < amounts; j++) {
            statement.setInt(2 + j, i);
          }
          statement.addBatch();
        }
        return statement.executeBatch().length;
      };
    };
  }
}
