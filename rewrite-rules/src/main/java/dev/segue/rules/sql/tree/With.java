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
   * @param added the columns that SEARCH and CYCLE add behind the body's, in their order
   */
  public record CommonTable(
      Span span, Identifier name, List<Identifier> columns, Statement body, List<Identifier> added)
      implements Node {

    public CommonTable {
      columns = List.copyOf(columns);
      added = List.copyOf(added);
    }

    /** One without SEARCH and CYCLE. */
    public CommonTable(Span span, Identifier name, List<Identifier> columns, Statement body) {
      this(span, name, columns, body, List.of());
    }

    @Override
    public void forEachChild(Consumer<? super Node> visitor) {
      Node.each(visitor, name, columns, body, added);
    }
  }
}
