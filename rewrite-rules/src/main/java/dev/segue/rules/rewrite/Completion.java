package dev.segue.rules.rewrite;

import dev.segue.route.Shape;
import dev.segue.rules.binding.CopiedTable;
import dev.segue.rules.binding.Quoting;
import dev.segue.rules.binding.SpokenPart;
import dev.segue.rules.catalog.CatalogColumn;
import dev.segue.rules.catalog.Relation;
import dev.segue.rules.migration.ColumnChange;
import dev.segue.rules.migration.MappingExpression;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.migration.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a row of a whole table has besides the columns of the part by which it is written: those of
 * the other parts. Where the row is there they stay as they are; where it has to be made, they are
 * what the rows of the other parts say. Immutable.
 */
final class Completion {

  /**
   * How a row is read of which a written one takes what it lacks: as a foreign key's check reads
   * the row it refers to. Without the lock a row that another transaction is deleting would be
   * taken for one that stays, and the whole row made of it again. In REPEATABLE READ, where another
   * transaction has deleted a row and this one has inserted it anew, the snapshot shows both; the
   * lock then ends with {@code 40001}, as every write of the deleted one does (PostgreSQL manual,
   * 13.2.2 and 13.3.2).
   */
  static final String LOCKED = " FOR KEY SHARE";

  private static final String WHOLE = "segue_o";
  private static final String SIBLING = "segue_s";

  /**
   * A column of the whole that another part has.
   *
   * @param sibling the other part's place among them
   * @param mapping what computes it from that part's row; empty where it is the same column
   */
  private record Column(CatalogColumn column, int sibling, Optional<MappingExpression> mapping) {}

  private final SpokenPart part;
  private final Relation whole;
  private final List<Relation> siblings;
  private final List<Column> columns;

  private Completion(SpokenPart part, List<Column> columns) {
    this.part = part;
    this.whole = part.whole().orElseThrow();
    this.siblings = part.siblings();
    this.columns = List.copyOf(columns);
  }

  /** That of the table of a shape, if rows of a part are what it is written by. */
  static Optional<Completion> of(CopiedTable copy, Shape shape) {
    return copy.part()
        .filter(part -> shape == part.wholeShape())
        .map(part -> of(part, copy.migration(), shape));
  }

  private static Completion of(SpokenPart part, Migration migration, Shape shape) {
    List<Column> columns = new ArrayList<>();
    for (CatalogColumn column : part.others()) {
      if (!column.computed()) {
        column(column, part.siblings(), migration, shape).ifPresent(columns::add);
      }
    }
    return new Completion(part, columns);
  }

  /** Empty where no part has it: it is dropped, and computed by default. */
  private static Optional<Column> column(
      CatalogColumn column, List<Relation> siblings, Migration migration, Shape shape) {
    Optional<ColumnChange> change = migration.changeOf(shape, column.name());
    Optional<MappingExpression> mapping =
        change.map(changed -> changed.mappingTo(shape).get(column.name()));
    List<String> read =
        mapping.map(MappingExpression::columns).map(List::copyOf).orElse(List.of(column.name()));
    for (int i = 0; i < siblings.size(); i++) {
      Relation sibling = siblings.get(i);
      if (!read.isEmpty()
          && read.stream().allMatch(name -> sibling.presentColumn(name).isPresent())) {
        return Optional.of(new Column(column, i, mapping));
      }
    }
    return Optional.empty();
  }

  /** The names of the columns. */
  List<String> names() {
    return columns.stream().map(column -> column.column().name()).toList();
  }

  /** Writes their values, of the rows that {@link #join} joins. */
  void values(SqlWriter out) {
    for (Column column : columns) {
      String alias = SIBLING + (column.sibling() + 1);
      String name = Quoting.identifier(column.column().name());
      out.text(", CASE WHEN " + there(alias, siblings.get(column.sibling())) + " THEN ");
      if (column.mapping().isEmpty()) {
        out.text(alias + "." + name);
      } else {
        Values.mapping(
            out,
            column.mapping().get(),
            read -> writer -> writer.text(alias + "." + Quoting.identifier(read)));
      }
      out.text(" WHEN " + there(WHOLE, whole) + " THEN " + WHOLE + "." + name + " ELSE ");
      out.text(otherwise(column) + " END");
    }
  }

  /** What stands in a row of which the other part has none: nothing can, if that is the first. */
  private String otherwise(Column column) {
    boolean ofFirst = !part.first() && column.sibling() == 0;
    return ofFirst
        ? CompletedRows.noRow("CAST(NULL AS %s)".formatted(column.column().type().formatted()))
        : column.column().defaultExpression().orElse("NULL");
  }

  private static String there(String alias, Relation table) {
    return alias + "." + Quoting.identifier(table.primaryKey().get(0)) + " IS NOT NULL";
  }

  /**
   * Writes the join with the rows of the other parts, and with that of the whole, as they are. Each
   * is looked up by itself, and locked against a deletion ({@link #LOCKED}).
   *
   * @param given by column of the part's key, its value
   * @param wholeKey by column of the whole's key, what writes its value
   */
  void join(SqlWriter out, Function<String, String> given, Function<String, Edits.Piece> wholeKey) {
    for (int i = 0; i < siblings.size(); i++) {
      String alias = SIBLING + (i + 1);
      on(out, siblings.get(i), alias, name -> writer -> writer.text(given.apply(name)));
    }
    on(out, whole, WHOLE, wholeKey);
  }

  private static void on(
      SqlWriter out, Relation table, String alias, Function<String, Edits.Piece> key) {
    out.text(" LEFT JOIN LATERAL (SELECT * FROM " + new TableName(table.schema(), table.name()));
    String before = " AS segue_n WHERE segue_n.";
    for (String name : table.primaryKey()) {
      out.text(before + Quoting.identifier(name) + " = (");
      key.apply(name).write(out);
      out.text(")");
      before = " AND segue_n.";
    }
    out.text(LOCKED + ") AS " + alias + " ON true");
  }
}
