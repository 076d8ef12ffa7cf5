package dev.segue.driver.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.core.BaseConnection;

class UnwrapTest {

  @Test
  void interfacesAreAnsweredByTheWrapper() throws SQLException {
    SegueConnection connection =
        SegueConnection.wrap(Recorded.of(BaseConnection.class).object(), Connections.passThrough());

    assertThat(connection).isInstanceOf(BaseConnection.class);
    assertThat(connection.unwrap(PGConnection.class)).isSameAs(connection);
    assertThat(connection.unwrap(Connection.class)).isSameAs(connection);
    assertThat(connection.isWrapperFor(BaseConnection.class)).isTrue();
  }

  @Test
  void theWrappedDriversOwnMethodsAreForwarded() {
    Recorded<BaseConnection> raw =
        Recorded.of(BaseConnection.class).answering("getBackendPID", 4711);
    SegueConnection connection = SegueConnection.wrap(raw.object(), Connections.passThrough());

    assertThat(((PGConnection) connection).getBackendPID()).isEqualTo(4711);
  }

  @Test
  void aResultSetOfTheWrappedDriversOwnMethodIsWrapped() throws SQLException {
    Recorded<BaseConnection> raw =
        Recorded.of(BaseConnection.class)
            .answering("execSQLQuery", Recorded.of(ResultSet.class).object());
    SegueConnection connection = SegueConnection.wrap(raw.object(), Connections.passThrough());

    assertThat(((BaseConnection) connection).execSQLQuery("SELECT 1"))
        .isInstanceOf(SegueResultSet.class);
  }

  @Test
  void anythingElseIsAnsweredByTheWrappedObject() throws SQLException {
    Connection raw = Recorded.of(Connection.class).answering("unwrap", "concrete").object();
    SegueConnection connection = SegueConnection.wrap(raw, Connections.passThrough());

    assertThat(connection.unwrap(String.class)).isEqualTo("concrete");
    assertThat(connection.isWrapperFor(String.class)).isTrue();
  }

  @Test
  void whatTheWrappedObjectRefusesIsRefused() {
    SQLException refused = new SQLException("cannot unwrap", "22023");
    Connection raw = Recorded.of(Connection.class).answering("unwrap", refused).object();
    SegueConnection connection = SegueConnection.wrap(raw, Connections.passThrough());

    assertThatThrownBy(() -> connection.unwrap(Statement.class)).isSameAs(refused);
  }

  @Test
  void oneClassIsGeneratedForOneWrappedClass() throws SQLException {
    try (Connection first = DriverManager.getConnection("jdbc:segue:stub:");
        Connection second = DriverManager.getConnection("jdbc:segue:stub:")) {
      assertThat(first).hasSameClassAs(second);
      assertThat(first.prepareStatement("SELECT 1"))
          .hasSameClassAs(second.prepareStatement("SELECT 1"));
      assertThat(Proxy.isProxyClass(first.getClass())).isFalse();
    }
  }
}
