package dev.segue.driver.catalog;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;

/**
 * The unqualified names of volatile functions, of operators that stand on one, and of functions
 * that users or extensions made.
 */
record Volatility(Set<String> functions, Set<String> operators, Set<String> usersFunctions) {

  /** 16384 is the first oid that a user's object can have ({@code access/transam.h}). */
  private static final String USERS =
      "SELECT DISTINCT proname FROM pg_catalog.pg_proc WHERE oid >= 16384";

  Volatility {
    functions = Set.copyOf(functions);
    operators = Set.copyOf(operators);
    usersFunctions = Set.copyOf(usersFunctions);
  }

  static Volatility read(Connection connection) throws SQLException {
    return new Volatility(
        names(
            connection, "SELECT DISTINCT proname FROM pg_catalog.pg_proc WHERE provolatile = 'v'"),
        names(
            connection,
            """
            SELECT DISTINCT o.oprname
            FROM pg_catalog.pg_operator o
            JOIN pg_catalog.pg_proc p ON p.oid = o.oprcode
            WHERE p.provolatile = 'v'"""),
        names(connection, USERS));
  }

  private static Set<String> names(Connection connection, String sql) throws SQLException {
    Set<String> names = new HashSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        names.add(result.getString(1));
      }
    }
    return names;
  }
}
