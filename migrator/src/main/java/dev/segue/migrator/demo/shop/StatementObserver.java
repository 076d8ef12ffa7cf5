package dev.segue.migrator.demo.shop;

import java.sql.SQLException;

/** Is told of each statement that the shop executes. Must be thread-safe and quick. */
public interface StatementObserver {

  /**
   * A statement was executed and its result read.
   *
   * @param nanos how long that took, as the application waited for it
   */
  void executed(long nanos);

  /**
   * A statement failed that should have succeeded, or failed otherwise than it should have.
   *
   * @param action what the application was doing, in words
   */
  void failed(String action, SQLException failure);
}
