package dev.segue.driver.transaction;

import static dev.segue.driver.transaction.Fixture.execute;
import static dev.segue.driver.transaction.Fixture.insert;
import static dev.segue.driver.transaction.Fixture.strings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import dev.segue.route.Route;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An instance that cannot renew its lease refuses what might be wrong by now, and recovers. */
@ExtendWith(PostgresExtension.class)
class LeaseTest {

  private static final long PATIENCE_NANOS = 60_000_000_000L;
  private static final String READ = "SELECT name FROM customers WHERE id = 1";

  @TempDir Path directory;
  private TestDatabase database;
  private Fixture shop;

  @BeforeEach
  void fixture(TestDatabase database) throws Exception {
    this.database = database;
    shop = new Fixture(database, directory, "key");
    shop.steer(Route.BOTH_READ_OLD);
  }

  @AfterEach
  void closeFixture() throws SQLException {
    shop.close();
  }

  @Test
  void withoutALeaseStatementsAndCommitsAreRefusedUntilItIsRenewed() throws Exception {
    try (Connection idle = shop.connect();
        Connection reader = shop.connect();
        Connection writer = shop.connect();
        Connection inSql = shop.connect()) {
      reader.setAutoCommit(false);
      strings(reader, READ);
      writer.setAutoCommit(false);
      insert(writer, "uncommittable");
      execute(inSql, "BEGIN");
      insert(inSql, "uncommittable-too");

      try (Connection blocker = database.connect()) {
        blocker.setAutoCommit(false);
        execute(blocker, "LOCK TABLE segue.epoch, segue.instance IN ACCESS EXCLUSIVE MODE");
        await(() -> "57000".equals(stateOf(() -> strings(idle, READ))));
        assertThat(stateOf(() -> strings(idle, "SELECT 1"))).isEqualTo("00000");
        assertThat(stateOf(() -> strings(reader, READ))).isEqualTo("57000");
        reader.commit(); // it wrote nothing
        assertThatThrownBy(writer::commit)
            .hasMessageContaining("cannot be committed")
            .extracting(e -> ((SQLException) e).getSQLState())
            .isEqualTo("57000");
        assertThatThrownBy(() -> writer.setAutoCommit(true)).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> execute(inSql, "COMMIT")).isInstanceOf(SQLException.class);
        blocker.rollback();
      }

      await(() -> "00000".equals(stateOf(() -> strings(idle, READ))));
      // The transaction that began under the lost lease stays refused: the fleet may have gone on.
      assertThat(stateOf(() -> strings(writer, READ))).isEqualTo("57000");
      writer.rollback();
      execute(inSql, "ROLLBACK");
      insert(writer, "again");
      writer.commit();
    }
    assertThat(shop.shapesOf("uncommittable")).isEmpty();
    assertThat(shop.shapesOf("uncommittable-too")).isEmpty();
    assertThat(shop.shapesOf("again")).isEqualTo("oldnew");
  }

  private static String stateOf(Callable<?> call) throws Exception {
    try {
      call.call();
      return "00000";
    } catch (SQLException e) {
      return e.getSQLState();
    }
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.call()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.sleep(50);
    }
  }
}
