package dev.segue.benchmarks.server;

import dev.segue.benchmarks.Wrapping;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * One of the ways in which the same work is done.
 *
 * @param connector gives each client a connection of its own
 * @param preparation makes a client's work on its connection
 */
record Way(String name, Connector connector, Preparation preparation) {

  /** By a URL. */
  Way(String name, String url, Preparation preparation) {
    this(name, () -> new Wrapping.Open(DriverManager.getConnection(url)), preparation);
  }

  /** Where clients connect. */
  @FunctionalInterface
  interface Connector {
    Wrapping.Open connect() throws SQLException;
  }

  /** What a client does once, before it is measured. */
  @FunctionalInterface
  interface Preparation {
    Work on(Connection connection) throws SQLException;
  }

  /** What a client does again and again. */
  @FunctionalInterface
  interface Work {
    /** Returns how many operations it has done. */
    int perform() throws SQLException;
  }
}
