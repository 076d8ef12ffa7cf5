package dev.segue.driver.jdbc;

import dev.segue.rules.plan.KeysRequest;
import dev.segue.rules.plan.StatementPlan;
import java.sql.SQLException;
import java.util.Optional;

/**
 * One text of the application that concerns a migration, on one connection: what it becomes depends
 * on the transaction in which it is executed. Used by one thread at a time, as its connection.
 *
 * <p>Every {@link #enter} is followed by one {@link #leave}, whether the execution succeeded or
 * not.
 */
public interface RoutedText {

  /** The generated keys that were asked for. */
  KeysRequest keys();

  /**
   * The plan of the route that an execution would most likely take now, for preparing it. Enters
   * nothing and draws nothing; empty where the text would be refused.
   */
  Optional<StatementPlan> likely() throws SQLException;

  /**
   * The plan by which to tell what the text is, as if it were executed now. Enters nothing and
   * draws nothing.
   *
   * @throws SQLException where the text is refused, as {@link #enter} throws it; no transaction is
   *     begun by that
   */
  StatementPlan toDescribe() throws SQLException;

  /**
   * Enters the transaction, drawing its routes where they are not drawn yet, and gives the plan to
   * execute.
   *
   * @throws SQLException where the text is refused: SQLSTATE {@code 0A000}, that of the error which
   *     it is in the shape that is spoken, or of class 57 where the instance lost its lease
   */
  StatementPlan enter() throws SQLException;

  /**
   * The execution is over.
   *
   * @param failure what it failed with; {@code null} where it succeeded
   */
  void leave(SQLException failure) throws SQLException;
}
