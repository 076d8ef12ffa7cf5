package dev.segue.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTest {

  @Test
  void aServerTakesConnectionsUntilItIsClosed() throws SQLException {
    PostgresServer server = PostgresServer.start();
    try (server;
        TestDatabase database = server.createDatabase()) {
      assertThat(database.rows("SHOW max_connections")).isEqualTo(List.of(List.of("200")));
      assertThat(database.rows("SHOW fsync")).isEqualTo(List.of(List.of("off")));
    }
    assertThatThrownBy(() -> DriverManager.getConnection(server.jdbcUrl()))
        .isInstanceOf(SQLException.class);
    server.close();
  }

  @Test
  void aKeptDataDirectoryIsFoundAgainAtTheSamePort(@TempDir Path directory) throws Exception {
    PostgresOptions options =
        PostgresOptions.durable().withDataDirectory(directory.resolve("data")).withPort(freePort());
    String name;
    try (PostgresServer server = PostgresServer.start(options)) {
      TestDatabase database = server.createDatabase();
      database.execute("CREATE TABLE kept AS SELECT 42 AS answer");
      name = database.name();
    }
    try (PostgresServer again = PostgresServer.start(options)) {
      TestDatabase database = new TestDatabase(again, name);
      assertThat(again.port()).isEqualTo(options.port());
      assertThat(database.rows("SELECT answer FROM kept")).isEqualTo(List.of(List.of(42)));
      assertThat(database.rows("SHOW fsync")).isEqualTo(List.of(List.of("on")));
    }
  }

  @Test
  void aTakenPortIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      PostgresOptions options =
          PostgresOptions.forTests()
              .withEngine(PostgresOptions.EngineChoice.EMBEDDED)
              .withPort(taken.getLocalPort());
      assertThatThrownBy(() -> PostgresServer.start(options))
          .hasMessage("PostgreSQL did not start: port " + taken.getLocalPort() + " is taken");
    }
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
