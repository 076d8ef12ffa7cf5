package dev.segue.rules.sql.tree;

import java.util.List;
import java.util.function.Consumer;

/** {@code WITH [RECURSIVE] …} (manual, 7.8). */
public record With(Span span, boolean recursive, List<CommonTable> tables) implements Node {

  public With {
    tables = List.copyOf(tables);
  }

  @Override
  public void forEachChild(Consumer<? super Node> visitor) {
    Node.each(visitor, tables);
  }

  /**
   * One common table expression.
   *
   * @param columns the names given to its columns; empty where it has none
   * @param body a query or a data-modifying statement
   */
  public record CommonTable(Span span, Identifier name, List<Identifier> columns, Statement body)
      implements Node {

    public CommonTable {
      columns = List.copyOf(columns);
    }

    @Override
    public void forEachChild(Consumer<? super Node> visitor) {
      Node.each(visitor, name, columns, body);
    }
  }
}
