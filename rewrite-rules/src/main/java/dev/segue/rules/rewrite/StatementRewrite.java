package dev.segue.rules.rewrite;

import dev.segue.rules.binding.Binding;
import dev.segue.rules.binding.Speaks;
import dev.segue.rules.catalog.Catalog;
import dev.segue.rules.sql.tree.Statement;

/**
 * One statement of a text that is being rewritten.
 *
 * @param sql the whole text
 * @param routes those of the transaction
 * @param standing those by which the statement itself is rewritten, as {@link Standing} says
 * @param parted the tables of several parts that it names
 * @param returnsKeys whether generated keys are asked of it
 * @param rows the tables that are parts of another by their rows
 * @param edits where the edits go
 */
record StatementRewrite(
    String sql,
    Statement statement,
    Binding binding,
    Routes routes,
    Routes standing,
    PartedTables parted,
    boolean returnsKeys,
    PartRows rows,
    Edits edits,
    Catalog catalog) {

  static StatementRewrite of(
      String sql,
      Statement statement,
      Binding binding,
      Routes routes,
      Speaks speaks,
      boolean returnsKeys,
      Edits edits,
      Catalog catalog) {
    Routes standing = Standing.of(statement, binding, routes, speaks);
    PartedTables parted = PartedTables.of(statement, binding, standing, routes, returnsKeys);
    PartRows rows = PartRows.of(statement, binding, standing);
    return new StatementRewrite(
        sql, statement, binding, routes, standing, parted, returnsKeys, rows, edits, catalog);
  }
}
