package dev.segue.driver.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class SegueConnectionTest {

  private final List<String> events = new ArrayList<>();
  private final Recorded<Connection> raw = Recorded.of(Connection.class);
  private final SegueConnection connection =
      SegueConnection.wrap(
          raw.object(), new Routing(new PassThroughTexts(), StatementRouter.NONE, heard()));

  @Test
  void theTransactionHearsWhatTheApplicationDoesToIt() throws SQLException {
    connection.setAutoCommit(false);
    connection.commit();
    connection.rollback();
    connection.rollback(connection.setSavepoint());
    connection.setReadOnly(true);
    connection.setSchema("shop");
    connection.close();

    assertThat(events)
        .containsExactly(
            "autocommit changing false",
            "autocommit false",
            "committing",
            "ended true",
            "ended false",
            "read-only true",
            "schema shop",
            "closed");
  }

  @Test
  void aFailedCommitEndsTheTransactionUncommittedAndItsErrorPassesUnchanged() {
    SQLException failure = new SQLException("could not serialize access", "40001");
    raw.answering("commit", failure);

    assertThatThrownBy(connection::commit).isSameAs(failure);
    assertThat(events).containsExactly("committing", "ended false");
  }

  @Test
  void aConnectionThatFailsToCloseIsReportedClosed() {
    SQLException failure = new SQLException("broken", "08006");
    raw.answering("close", failure);

    assertThatThrownBy(connection::close).isSameAs(failure);
    assertThat(events).containsExactly("closed");
  }

  @Test
  void theRoutingKeyIsKeptFromTheWrappedDriver() throws SQLException {
    connection.setClientInfo("segue.key", "tenant-1");

    assertThat(raw.calls()).isEmpty();
    assertThat(connection.getClientInfo("segue.key")).isEqualTo("tenant-1");
    assertThat(connection.getClientInfo()).containsEntry("segue.key", "tenant-1");
    assertThat(events).containsExactly("key tenant-1");
  }

  @Test
  void clientInfoWithoutTheRoutingKeyClearsIt() throws SQLException {
    Properties info = new Properties();
    info.setProperty("ApplicationName", "shop");
    Properties withKey = new Properties(info);
    withKey.setProperty("segue.key", "tenant-1");

    connection.setClientInfo(withKey);
    assertThat(raw.lastCall().arguments()).containsExactly(info);

    connection.setClientInfo(info);
    assertThat(raw.lastCall().arguments()).containsExactly(info);
    assertThat(connection.getClientInfo("segue.key")).isNull();
    assertThat(events).containsExactly("key tenant-1", "key null");
  }

  private ConnectionEvents heard() {
    return new ConnectionEvents() {
      @Override
      public void committing() {
        events.add("committing");
      }

      @Override
      public void transactionEnded(boolean committed) {
        events.add("ended " + committed);
      }

      @Override
      public void autoCommitChanging(boolean autoCommit) {
        events.add("autocommit changing " + autoCommit);
      }

      @Override
      public void autoCommitChanged(boolean autoCommit) {
        events.add("autocommit " + autoCommit);
      }

      @Override
      public void readOnlyChanged(boolean readOnly) {
        events.add("read-only " + readOnly);
      }

      @Override
      public void schemaChanged(String schema) {
        events.add("schema " + schema);
      }

      @Override
      public void routingKeyChanged(String key) {
        events.add("key " + key);
      }

      @Override
      public void closed() {
        events.add("closed");
      }
    };
  }
}
