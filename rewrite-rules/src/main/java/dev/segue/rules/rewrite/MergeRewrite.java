package dev.segue.rules.rewrite;

import dev.segue.rules.binding.Occurrence;
import dev.segue.rules.sql.tree.Query;
import dev.segue.rules.sql.tree.Statement;
import java.util.Optional;

/**
 * The INSERT of a MERGE. It is rewritten as an INSERT of its own, save that it takes nothing but
 * one row of VALUES: there is no query in which a value could be computed once for both shapes.
 */
final class MergeRewrite {

  private final InsertRewrite inserts;

  /**
   * @param inserts one that takes no query
   */
  MergeRewrite(InsertRewrite inserts) {
    this.inserts = inserts;
  }

  void rewrite(Occurrence.MergeInsertUse use) {
    Statement.Insert insert = use.statement();
    inserts.rewrite(new Occurrence.InsertUse(insert, use.table(), width(insert)));
  }

  private static Optional<Integer> width(Statement.Insert insert) {
    return insert.source() instanceof Statement.QuerySource source
            && source.query().body() instanceof Query.Values values
        ? values.rows().stream().findFirst().map(row -> row.items().size())
        : Optional.empty();
  }
}
