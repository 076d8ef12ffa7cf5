package dev.segue.driver.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.rules.plan.KeysRequest;
import dev.segue.rules.plan.StatementPlan;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A text that concerns a migration is the router's, any other goes to the wrapped driver. */
class StatementRouterTest {

  private final List<String> asked = new ArrayList<>();
  private int entered;
  private int left;
  private final List<KeysRequest> requested = new ArrayList<>();
  private final Recorded<Connection> raw = Recorded.of(Connection.class);
  private final Recorded<Statement> rawStatement = Recorded.of(Statement.class);
  private final SegueConnection connection =
      SegueConnection.wrap(
          raw.answering("createStatement", rawStatement.object()).object(),
          new Routing(new PassThroughTexts(), router(), ConnectionEvents.NONE));

  @Test
  void anUnconcernedTextIsAskedAboutOnce() throws SQLException {
    connection.prepareStatement("SELECT 1");
    connection.prepareStatement("SELECT 1");
    connection.createStatement().execute("SELECT 1");

    assertThat(asked).containsExactly("SELECT 1");
  }

  @Test
  void aRoutedTextIsPreparedByTheRouterInTheFormThatWasAskedFor() throws SQLException {
    connection.prepareStatement(
        "migrating", ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY);
    assertThat(raw.lastCall().arguments())
        .containsExactly("routed", ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY);
  }

  @Test
  void aRoutedTextIsExecutedByTheRouter() throws SQLException {
    Statement statement = connection.createStatement();
    statement.execute("migrating");
    assertThat(rawStatement.lastCall().arguments()).containsExactly("routed");
    assertThat(statement.executeUpdate("migrating")).isEqualTo(7);
    assertThat(statement.executeQuery("migrating").getStatement()).isSameAs(statement);
    assertThat(entered).isEqualTo(3);
    assertThat(left).isEqualTo(3);
  }

  @Test
  void aBatchKeepsItsOrderAndIsRoutedWhenItIsExecuted() throws SQLException {
    Statement statement = connection.createStatement();
    statement.addBatch("SELECT 1");
    statement.addBatch("migrating");
    statement.addBatch("SELECT 2");
    assertThat(rawStatement.calls())
        .extracting(call -> call.name() + call.arguments())
        .containsExactly("addBatch[SELECT 1]");
    assertThat(entered).isZero();

    statement.executeBatch();

    assertThat(rawStatement.calls())
        .extracting(call -> call.name() + call.arguments())
        .containsExactly(
            "addBatch[SELECT 1]",
            "addBatch[routed]",
            "addBatch[SELECT 2]",
            "executeBatch[]",
            "clearBatch[]");
    assertThat(left).isEqualTo(1);
  }

  @Test
  void theRouterLearnsWhichKeysAreWanted() throws SQLException {
    connection.prepareStatement("migrating", Statement.RETURN_GENERATED_KEYS);
    connection.prepareStatement("migrating", new int[] {1, 3});
    connection.prepareStatement("migrating", new String[] {"id"});
    connection.prepareStatement("migrating", (String[]) null); // pgjdbc: all columns
    connection.prepareStatement("migrating", new String[0]);
    connection.prepareStatement("migrating", Statement.NO_GENERATED_KEYS);

    assertThat(requested)
        .containsExactly(
            new KeysRequest.Automatic(),
            new KeysRequest.Indexes(List.of(1, 3)),
            new KeysRequest.Names(List.of("id")),
            new KeysRequest.Automatic(),
            KeysRequest.NONE,
            KeysRequest.NONE);
  }

  private StatementRouter router() {
    return new StatementRouter() {
      @Override
      public boolean concerns(String sql) {
        asked.add(sql);
        return sql.contains("migrating");
      }

      @Override
      public RoutedText route(String sql, KeysRequest keys) {
        requested.add(keys);
        return new RoutedToOneText(keys);
      }
    };
  }

  /** Sends one text in place of another, and counts how often it was entered and left. */
  private final class RoutedToOneText implements RoutedText {
    private final KeysRequest keys;

    RoutedToOneText(KeysRequest keys) {
      this.keys = keys;
    }

    @Override
    public KeysRequest keys() {
      return keys;
    }

    @Override
    public Optional<StatementPlan> likely() {
      return Optional.of(StatementPlan.unchanged("routed"));
    }

    @Override
    public StatementPlan toDescribe() {
      return StatementPlan.unchanged("routed");
    }

    @Override
    public StatementPlan enter() {
      entered++;
      return StatementPlan.unchanged("routed");
    }

    @Override
    public void leave(SQLException failure) {
      left++;
    }
  }
}
