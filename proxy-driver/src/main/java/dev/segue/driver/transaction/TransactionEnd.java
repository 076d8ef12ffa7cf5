package dev.segue.driver.transaction;

import dev.segue.rules.sql.LexicalSettings;
import dev.segue.rules.sql.Parser;
import dev.segue.rules.sql.SqlSyntaxException;
import dev.segue.rules.sql.tree.Statement;
import java.util.Set;

/** Tells of a text that ends its transaction whether it would keep what was done in it. */
final class TransactionEnd {

  private static final Set<String> KEEPING = Set.of("COMMIT", "END", "PREPARE TRANSACTION");

  private TransactionEnd() {}

  /** Whether it may commit; one that cannot be read may. */
  static boolean commits(String sql) {
    try {
      return Parser.parse(sql, LexicalSettings.JDBC).statements().stream()
          .anyMatch(
              statement ->
                  statement instanceof Statement.Utility utility
                      && KEEPING.contains(utility.command()));
    } catch (SqlSyntaxException unreadable) {
      return true;
    }
  }
}
