package dev.segue.rules.rewrite;

import dev.segue.rules.binding.LogicalColumn;
import dev.segue.rules.binding.LogicalTable;
import dev.segue.rules.binding.Quoting;
import dev.segue.rules.catalog.CatalogColumn;
import dev.segue.rules.rewrite.InsertColumns.Column;
import dev.segue.rules.sql.tree.Statement;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Rows that are inserted into all parts of a table. The primary key is computed beforehand, since
 * each part gets the same; what else the statement does not name each part gives its default.
 * Immutable.
 *
 * @param columns the columns of the parts that they have
 * @param override the OVERRIDING clause; empty where there is none
 * @param rows the query that computes them
 */
record InsertedRows(List<String> columns, String override, Edits.Piece rows) implements PartsRows {

  InsertedRows {
    columns = List.copyOf(columns);
  }

  /** Takes the rows of an INSERT, as {@link InsertRewrite} computes them. */
  static final class Taking implements InsertSelect.Destination {

    private final LogicalTable table;
    private final List<String> key;
    private final WriteRewrite writes;
    private Optional<InsertedRows> taken = Optional.empty();

    /**
     * @param key the columns of the primary key in the parts
     */
    Taking(LogicalTable table, List<String> key, WriteRewrite writes) {
      this.table = table;
      this.key = List.copyOf(key);
      this.writes = writes;
    }

    @Override
    public void take(
        Statement.Insert insert,
        InsertColumns columns,
        List<Column> written,
        String override,
        Edits.Piece rows) {
      taken =
          Optional.of(
              new InsertedRows(written.stream().map(columns::nameOf).toList(), override, rows));
    }

    @Override
    public List<LogicalColumn> keys(InsertColumns columns) {
      return table.columns().stream()
          .filter(column -> key.contains(column.name()) && column.change().isEmpty())
          .filter(column -> !columns.listed().contains(column.name()))
          .filter(writes::hasDefault)
          .toList();
    }

    /**
     * The rows.
     *
     * @param stated the OVERRIDING clause of the statement itself; empty where it has none
     * @throws Refusal.Refused if they have no primary key
     */
    InsertedRows rows(Statement.Insert insert, String stated) {
      return taken
          .filter(found -> found.columns().containsAll(key))
          .map(found -> new InsertedRows(found.columns(), overriding(found, stated), found.rows()))
          .orElseThrow(
              () ->
                  Values.refused(
                      "rows are inserted without a primary key into a table of several parts",
                      "Give it a value, or a default.",
                      Optional.of(insert.span())));
    }

    /** What an application knows as a plain column it may give any value. */
    private String overriding(InsertedRows found, String stated) {
      boolean knowsIdentity =
          table.columns().stream()
              .anyMatch(column -> column.catalog().filter(CatalogColumn::identity).isPresent());
      if (!stated.isEmpty()) {
        return stated;
      }
      return knowsIdentity || !found.override().isEmpty()
          ? found.override()
          : "OVERRIDING SYSTEM VALUE ";
    }
  }

  @Override
  public void query(SqlWriter out) {
    rows.write(out);
  }

  @Override
  public boolean writes(Follower part) {
    return true;
  }

  @Override
  public boolean changesStored() {
    return true;
  }

  /** So that two transactions that insert the same key meet in the first part. */
  @Override
  public boolean firstLeads() {
    return true;
  }

  @Override
  public void write(
      SqlWriter out,
      Follower part,
      String from,
      Function<String, String> given,
      Optional<String> first) {
    write(out, part, "segue_n", from, given);
    first.ifPresent(rows -> out.text(" WHERE (SELECT count(*) FROM " + rows + ") >= 0"));
  }

  /** The same, with a name for the row that may be there. */
  void write(
      SqlWriter out, Follower part, String name, String from, Function<String, String> given) {
    List<String> own = columns.stream().filter(part.columns()::contains).toList();
    out.text("INSERT INTO " + part.name() + " AS " + name);
    out.text(own.stream().map(Quoting::identifier).collect(Collectors.joining(", ", " (", ") ")));
    out.text(part.hasIdentity(own) ? override : "");
    out.text(
        own.stream()
            .map(column -> from + "." + given.apply(column))
            .collect(Collectors.joining(", ", "SELECT ", " FROM " + from)));
  }

  @Override
  public void follow(
      SqlWriter out, Follower follower, String from, Function<String, String> given) {
    follower.upsert(out, from, given);
  }
}
