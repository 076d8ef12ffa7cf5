package dev.segue.driver.datasource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.driver.SegueDriver;
import dev.segue.driver.control.ControlSchema;
import dev.segue.driver.jdbc.SegueConnection;
import dev.segue.equivalence.RouteSteering;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import dev.segue.route.Route;
import java.beans.BeanInfo;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.ConnectionEvent;
import javax.sql.ConnectionEventListener;
import javax.sql.PooledConnection;
import javax.sql.XAConnection;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.postgresql.core.BaseConnection;

/** The driver as beans: configured, pooled, and in branches of distributed transactions. */
@ExtendWith(PostgresExtension.class)
class DataSourcesTest {

  private static final List<String> MIGRATIONS = List.of("customers-full-name");

  @TempDir Path directory;
  private TestDatabase database;
  private RouteSteering steering;
  private String rules;
  private Connection keeper;

  @BeforeEach
  void customers(TestDatabase shared) throws SQLException, IOException {
    database = shared;
    database.execute(
        """
        DROP SCHEMA IF EXISTS segue CASCADE;
        DROP TABLE IF EXISTS customers;
        CREATE TABLE customers (id int PRIMARY KEY, name varchar(40), full_name varchar(40));
        INSERT INTO customers VALUES (1, 'Ada', 'Ada'), (2, 'Bob', 'Bob')""");
    try (Connection connection = database.connect()) {
      new ControlSchema(connection).ensure();
    }
    rules =
        Files.writeString(
                directory.resolve("segue.yaml"),
                """
                segue: 1
                migrations:
                  customers-full-name:
                    table: customers
                    rename: { name: full_name }
                    sticky: transaction
                """)
            .toString();
    steering = new RouteSteering(database);
    keeper = configured(new SegueDataSource()).getConnection();
  }

  @AfterEach
  void close() throws SQLException {
    keeper.close();
    SegueDriver.closeIdleInstances();
  }

  private <T extends SegueConnectionSettings> T configured(T source) {
    source.setUrl(database.url());
    source.setConfig(rules);
    return source;
  }

  private List<List<Object>> stored() {
    return database.rows("SELECT name, full_name FROM customers ORDER BY id");
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void everySettingIsABeanPropertyOfEachForm() throws Exception {
    for (Class<?> form :
        List.of(
            SegueDataSource.class, SegueConnectionPoolDataSource.class, SegueXADataSource.class)) {
      BeanInfo info = Introspector.getBeanInfo(form);
      Map<String, PropertyDescriptor> properties =
          Arrays.stream(info.getPropertyDescriptors())
              .collect(Collectors.toMap(PropertyDescriptor::getName, Function.identity()));
      assertThat(properties)
          .containsKeys(
              "url", "URL", "user", "password", "config", "flags", "mode", "speaks", "application");
      Object bean = form.getConstructor().newInstance();
      properties.get("url").getWriteMethod().invoke(bean, "jdbc:segue:postgresql://db/shop?x=y");
      properties.get("speaks").getWriteMethod().invoke(bean, "new");
      assertThat(properties.get("URL").getReadMethod().invoke(bean))
          .isEqualTo("jdbc:segue:postgresql://db/shop?x=y");
      assertThat(properties.get("speaks").getReadMethod().invoke(bean)).isEqualTo("new");
      assertThat(bean).hasToString(form.getSimpleName() + "[jdbc:segue:postgresql://db/shop]");
    }
  }

  @Test
  void aDataSourceWithoutAUrlOrWithAnotherDriversSaysSo() {
    assertThatThrownBy(() -> new SegueDataSource().getConnection())
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("has no URL")
        .extracting(e -> ((SQLException) e).getSQLState())
        .isEqualTo("22023");
    assertThatThrownBy(() -> new SegueDataSource().setUrl("jdbc:mysql://db/shop"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void propertiesReachTheWrappedDriverWithTheirDefaults() throws SQLException {
    SegueDataSource source = configured(new SegueDataSource());
    Properties defaults = new Properties();
    defaults.setProperty("prepareThreshold", "17");
    source.setProperties(new Properties(defaults));
    source.setProperty("ApplicationName", "beans");
    source.setLoginTimeout(20);
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet name = statement.executeQuery("SHOW application_name")) {
      name.next();
      assertThat(name.getString(1)).isEqualTo("beans");
      assertThat(connection.unwrap(PGConnection.class).getPrepareThreshold()).isEqualTo(17);
      assertThat(connection).isInstanceOf(SegueConnection.class);
    }
    assertThat(source.getLoginTimeout()).isEqualTo(20);
    assertThat(source.unwrap(SegueDataSource.class)).isSameAs(source);
    assertThat(source.isWrapperFor(XAResource.class)).isFalse();
  }

  @Test
  void anotherUserIsAskedForByName() throws SQLException, IOException {
    database.execute(
        """
        DO $$ BEGIN
          IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'beans_clerk') THEN
            CREATE ROLE beans_clerk SUPERUSER LOGIN PASSWORD 'secret';
          END IF;
        END $$""");
    SegueDataSource source = new SegueDataSource();
    String url = database.url();
    source.setUrl(url.substring(0, url.indexOf('?')));
    source.setConfig(
        Files.writeString(directory.resolve("none.yaml"), "segue: 1\nmigrations: {}\n").toString());
    try (Connection connection = source.getConnection("beans_clerk", "secret");
        Statement statement = connection.createStatement();
        ResultSet user = statement.executeQuery("SELECT current_user")) {
      user.next();
      assertThat(user.getString(1)).isEqualTo("beans_clerk");
    }
  }

  @Test
  void aPooledConnectionsHandlesAreRoutedAndTellTheirEnd() throws Exception {
    steering.steer(MIGRATIONS, Route.BOTH_READ_OLD);
    PooledConnection pooled = configured(new SegueConnectionPoolDataSource()).getPooledConnection();
    List<String> events = new ArrayList<>();
    pooled.addConnectionEventListener(
        new ConnectionEventListener() {
          @Override
          public void connectionClosed(ConnectionEvent event) {
            events.add("closed");
          }

          @Override
          public void connectionErrorOccurred(ConnectionEvent event) {
            events.add("error");
          }
        });
    try (Connection handle = pooled.getConnection();
        Statement statement = handle.createStatement()) {
      statement.execute("UPDATE customers SET name = 'Ann' WHERE id = 1");
      assertThat(statement.getConnection()).isSameAs(handle);
      assertThat(handle.unwrap(PGConnection.class)).isInstanceOf(SegueConnection.class);
    }
    assertThat(events).containsExactly("closed");
    try (Connection handle = pooled.getConnection()) {
      handle.setAutoCommit(false);
      execute(handle, "UPDATE customers SET name = 'lost' WHERE id = 1");
    }
    pooled.close();
    assertThat(stored()).containsExactly(List.of("Ann", "Ann"), List.of("Bob", "Bob"));
  }

  private record Branch(byte[] getGlobalTransactionId) implements Xid {

    static Branch numbered(int number) {
      return new Branch(ByteBuffer.allocate(4).putInt(number).array());
    }

    @Override
    public int getFormatId() {
      return 4711;
    }

    @Override
    public byte[] getBranchQualifier() {
      return new byte[] {1};
    }
  }

  @Test
  void bothShapesAreWrittenInTheBranchAndCommittedOrRolledBackWithIt() throws Exception {
    steering.steer(MIGRATIONS, Route.BOTH_READ_OLD);
    SegueXADataSource source = configured(new SegueXADataSource());
    XAConnection xa = source.getXAConnection();
    try (Connection handle = xa.getConnection()) {
      XAResource resource = xa.getXAResource();
      Branch first = Branch.numbered(1);
      resource.start(first, XAResource.TMNOFLAGS);
      execute(handle, "UPDATE customers SET name = 'Ann' WHERE id = 1");
      assertThatThrownBy(handle::commit).isInstanceOf(SQLException.class);
      resource.end(first, XAResource.TMSUCCESS);
      assertThat(resource.prepare(first)).isEqualTo(XAResource.XA_OK);
      assertThat(stored()).containsExactly(List.of("Ada", "Ada"), List.of("Bob", "Bob"));

      Branch second = Branch.numbered(2);
      resource.start(second, XAResource.TMNOFLAGS);
      execute(handle, "UPDATE customers SET name = 'Ben' WHERE id = 2");
      resource.end(second, XAResource.TMSUCCESS);
      resource.rollback(second);

      XAConnection other = source.getXAConnection();
      assertThat(other.getXAResource().recover(XAResource.TMSTARTRSCAN)).hasSize(1);
      other.getXAResource().commit(first, false);
      other.close();
      assertThat(stored()).containsExactly(List.of("Ann", "Ann"), List.of("Bob", "Bob"));

      Branch third = Branch.numbered(3);
      resource.start(third, XAResource.TMNOFLAGS);
      execute(handle, "UPDATE customers SET name = 'Bea' WHERE id = 2");
      resource.end(third, XAResource.TMSUCCESS);
      resource.commit(third, true);
      assertThat(stored()).containsExactly(List.of("Ann", "Ann"), List.of("Bea", "Bea"));
    } finally {
      xa.close();
    }
  }

  /** A branch that is over holds on to no flags, whoever ended it and whatever comes next. */
  @Test
  void aBranchHoldsItsRouteToItsEndAndNoLonger() throws Exception {
    XAConnection xa = configured(new SegueXADataSource()).getXAConnection();
    try (Connection handle = xa.getConnection()) {
      XAResource resource = xa.getXAResource();
      for (boolean twoPhases : List.of(true, false)) {
        steering.steer(MIGRATIONS, Route.OLD);
        Branch branch = Branch.numbered(twoPhases ? 10 : 11);
        resource.start(branch, XAResource.TMNOFLAGS);
        execute(handle, "UPDATE customers SET name = 'first' WHERE id = 1");
        steering.flip(MIGRATIONS.get(0), Route.BOTH_READ_OLD);
        awaitDualWritesElsewhere();
        execute(handle, "UPDATE customers SET name = 'second' WHERE id = 1");
        resource.end(branch, XAResource.TMSUCCESS);
        if (twoPhases) {
          resource.prepare(branch);
        }
        resource.commit(branch, !twoPhases);
        assertThat(stored().get(0)).containsExactly("second", "Ada");
        // It would not be reached while the branch's connection, which is idle, held the old flags.
        steering.steer(MIGRATIONS, Route.BOTH_READ_OLD);
      }
    } finally {
      xa.close();
    }
  }

  /** The coordinator would commit what is prepared whenever it likes. */
  @Test
  @Tag("slow")
  void aBranchThatWroteUnderALostLeaseIsNeitherPreparedNorCommitted() throws Exception {
    steering.steer(MIGRATIONS, Route.BOTH_READ_OLD);
    SegueXADataSource source = configured(new SegueXADataSource());
    for (boolean twoPhases : List.of(true, false)) {
      XAConnection xa = source.getXAConnection();
      try (Connection handle = xa.getConnection();
          Connection blocker = database.connect()) {
        XAResource resource = xa.getXAResource();
        Branch branch = Branch.numbered(twoPhases ? 20 : 21);
        resource.start(branch, XAResource.TMNOFLAGS);
        execute(handle, "UPDATE customers SET name = 'late' WHERE id = 1");
        resource.end(branch, XAResource.TMSUCCESS);

        blocker.setAutoCommit(false);
        execute(blocker, "LOCK TABLE segue.epoch, segue.instance IN ACCESS EXCLUSIVE MODE");
        awaitTheLeasesEnd();
        assertThatThrownBy(
                () -> {
                  if (twoPhases) {
                    resource.prepare(branch);
                  } else {
                    resource.commit(branch, true);
                  }
                })
            .isInstanceOf(XAException.class)
            .cause()
            .hasMessageContaining("cannot be committed");
        blocker.rollback();
        resource.rollback(branch);
      } finally {
        xa.close();
      }
      assertThat(database.rows("SELECT gid FROM pg_prepared_xacts")).isEmpty();
      assertThat(stored().get(0)).containsExactly("Ada", "Ada");
      steering.steer(MIGRATIONS, Route.BOTH_READ_OLD);
    }
  }

  /** Until then a statement of the migration runs. */
  private void awaitTheLeasesEnd() throws SQLException, InterruptedException {
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (true) {
      try {
        execute(keeper, "SELECT name FROM customers WHERE id = 2");
      } catch (SQLException e) {
        assertThat(e.getSQLState()).isEqualTo("57000");
        return;
      }
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.sleep(50);
    }
  }

  private void awaitDualWritesElsewhere() throws SQLException, InterruptedException {
    for (int probe = 0; ; probe++) {
      assertThat(probe).as("dual writes of another connection").isLessThan(1_500);
      execute(keeper, "UPDATE customers SET name = 'probe " + probe + "' WHERE id = 2");
      if (stored().get(1).equals(List.of("probe " + probe, "probe " + probe))) {
        return;
      }
      Thread.sleep(20);
    }
  }

  @Test
  void distributedTransactionsAreForPostgresqlAlone() {
    SegueXADataSource source = new SegueXADataSource();
    assertThatThrownBy(() -> source.setUrl("jdbc:h2:mem:x"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** What pgjdbc's interfaces for its own use execute goes by the rules too. */
  @Test
  void whatIsExecutedByTheWrappedDriversInternalInterfaceIsRouted() throws Exception {
    steering.steer(MIGRATIONS, Route.BOTH_READ_NEW);
    try (Connection connection = DriverManager.getConnection(url())) {
      BaseConnection internal = (BaseConnection) connection;
      internal.execSQLUpdate("UPDATE customers SET name = 'Ann' WHERE id = 1");
      assertThat(stored()).containsExactly(List.of("Ann", "Ann"), List.of("Bob", "Bob"));
      database.execute("UPDATE customers SET full_name = 'seen' WHERE id = 2");
      try (ResultSet row = internal.execSQLQuery("SELECT name FROM customers WHERE id = 2")) {
        row.next();
        assertThat(row.getString(1)).isEqualTo("seen");
        assertThat(row.getStatement().getConnection()).isSameAs(connection);
      }
      try (PreparedStatement plain = connection.prepareStatement("SELECT 1")) {
        assertThat(plain.execute()).isTrue();
      }
    }
  }

  private String url() {
    String url = database.segueUrl();
    return url + (url.contains("?") ? "&" : "?") + "segue.config=" + rules;
  }
}
