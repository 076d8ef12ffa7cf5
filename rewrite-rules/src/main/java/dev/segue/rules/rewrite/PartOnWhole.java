package dev.segue.rules.rewrite;

import dev.segue.rules.binding.CopiedTable;
import dev.segue.rules.binding.LogicalColumn;
import dev.segue.rules.binding.LogicalTable;
import dev.segue.rules.binding.Quoting;
import dev.segue.rules.binding.SpokenPart;
import dev.segue.rules.catalog.CatalogColumn;
import dev.segue.rules.catalog.KeyConstraint;
import dev.segue.rules.catalog.Relation;
import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.FromItem;
import dev.segue.rules.sql.tree.Identifier;
import dev.segue.rules.sql.tree.Query;
import dev.segue.rules.sql.tree.Span;
import dev.segue.rules.sql.tree.Statement;
import dev.segue.rules.sql.tree.With;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Writes of a part that are executed on the whole table (docs/decisions/spoken-parts.md). A row of
 * the first part is a row of the whole. That of a further one is there with it: INSERT gives its
 * columns their values, and DELETE takes them away, where the row itself stays.
 */
final class PartOnWhole {

  /** {@code unique_violation}: what the primary key of the part would say. */
  private static final String DUPLICATE = "23505";

  private final SpokenPart part;
  private final LogicalTable table;
  private final String qualifier;
  private final Volatility volatility;

  /**
   * Of one place in a statement.
   *
   * @param qualifier the text that names the row that is written
   */
  PartOnWhole(LogicalTable table, String qualifier, Volatility volatility) {
    this.part = table.copy().flatMap(CopiedTable::part).orElseThrow();
    this.table = table;
    this.qualifier = qualifier;
    this.volatility = volatility;
  }

  /**
   * Adds the edits of a write.
   *
   * @param returnsKeys whether generated keys are asked of it
   * @throws Refusal.Refused if it cannot be executed on the whole
   */
  void rewrite(Statement write, boolean returnsKeys, Edits edits) {
    check(write);
    if (part.first()) {
      return;
    }
    if (write instanceof Statement.Delete delete) {
      delete(delete, returnsKeys, edits);
    } else if (write instanceof Statement.Insert insert) {
      insert(insert, edits);
    }
  }

  /**
   * What cannot be done to the whole, whichever leads. The key of one part alone cannot be changed:
   * it is that of all.
   *
   * @throws Refusal.Refused if it cannot
   */
  void check(Statement write) {
    if (write instanceof Statement.Merge) {
      throw refused(
          "MERGE writes to a part of a table, and the whole table is written too",
          "Write it as several statements.",
          write);
    }
    Targets.columns(write)
        .map(column -> column.name().name())
        .filter(part.key()::contains)
        .findFirst()
        .ifPresent(
            column -> {
              throw refused(
                  "column \"%s\" is assigned, by which the rows of the parts belong together"
                      .formatted(column),
                  "Insert the rows under their new key, and delete the others.",
                  write);
            });
  }

  private static Refusal.Refused refused(String what, String hint, Statement write) {
    return Values.refused(what, hint, Optional.of(write.span()));
  }

  /** The columns of the whole that are the part's alone, but for those that it computes. */
  private static List<CatalogColumn> own(SpokenPart part) {
    Relation shown = part.shown().orElseThrow();
    return shown.columns().stream()
        .filter(column -> column.present() && !column.generated())
        .filter(column -> !shown.primaryKey().contains(column.name()))
        .toList();
  }

  /** {@code DELETE FROM part WHERE …} becomes {@code UPDATE whole SET … = DEFAULT WHERE …}. */
  private void delete(Statement.Delete delete, boolean returnsKeys, Edits edits) {
    if (returnsKeys || delete.returning().isPresent()) {
      throw refused(
          "rows that are deleted from a part of a table are returned, and the whole table has them still",
          "Read them before, with FOR UPDATE.",
          delete);
    }
    FromItem.Table target = delete.target();
    int start = delete.with().map(With::span).map(Span::end).orElse(delete.span().start());
    edits.replace(
        new Span(start, target.relation().start()),
        delete.with().isPresent() ? " UPDATE " : "UPDATE ");
    String assignments = " SET " + emptied(part, qualifier);
    if (delete.using().isEmpty()) {
      edits.insert(target.span().end(), assignments);
    } else {
      edits.replace(
          new Span(target.span().end(), delete.using().get(0).span().start()),
          assignments + " FROM ");
    }
  }

  /**
   * The assignments by which a row of the whole has nothing of a part any more. A column that
   * cannot be without a value keeps it; where all are such, rows are counted and locked all the
   * same.
   */
  static String emptied(SpokenPart part, String qualifier) {
    List<String> set =
        own(part).stream()
            .filter(column -> !column.notNull() || column.defaultExpression().isPresent())
            .map(column -> Quoting.identifier(column.name()) + " = DEFAULT")
            .toList();
    String key = Quoting.identifier(part.shown().orElseThrow().primaryKey().get(0));
    return set.isEmpty() ? key + " = " + qualifier + "." + key : String.join(", ", set);
  }

  private void insert(Statement.Insert insert, Edits edits) {
    checkKeyGiven(insert);
    insert.returning().ifPresent(PartOnWhole::checkNothingBefore);
    Optional<Statement.OnConflict> conflict = insert.onConflict();
    if (conflict.isEmpty()) {
      edits.insert(
          insert.source().span().end(),
          target()
              + assignments(
                  name ->
                      "CASE WHEN %s THEN EXCLUDED.%s ELSE %s END"
                          .formatted(fresh(), name, duplicate("EXCLUDED." + name))));
    } else if (!conflict.get().update() && isKey(conflict.get())) {
      edits.replace(
          conflict.get().span(),
          target() + assignments(name -> "EXCLUDED." + name) + " WHERE " + fresh());
    } else if (!isKey(conflict.get()) || !setsWhatIsInserted(insert, conflict.get())) {
      throw Values.refused(
          "ON CONFLICT in a part of a table cannot be told from the row of the whole, which is there",
          "Set each column that is inserted to that of EXCLUDED, on a conflict of the primary key.",
          Optional.of(conflict.get().span()));
    }
  }

  /** Before a row of a part is inserted there is none; the whole has one. */
  private static void checkNothingBefore(Statement.Returning returning) {
    String before = returning.oldAlias().map(Identifier::name).orElse("old");
    returning.walk(
        node -> {
          if (node instanceof Expression.ColumnReference reference
              && !reference.fields().isEmpty()
              && reference.fields().get(0).name().equals(before)) {
            throw Values.refused(
                "the row before an INSERT into a part of a table is shown, and the whole table has one",
                "Leave it out: of a row that is inserted it is NULL.",
                Optional.of(reference.span()));
          }
        });
  }

  private String target() {
    return part.shown().orElseThrow().primaryKey().stream()
        .map(Quoting::identifier)
        .collect(Collectors.joining(", ", " ON CONFLICT (", ") DO UPDATE SET "));
  }

  private String assignments(Function<String, String> value) {
    List<CatalogColumn> own = own(part);
    if (own.isEmpty()) {
      String key = Quoting.identifier(part.shown().orElseThrow().primaryKey().get(0));
      return key + " = " + value.apply(key);
    }
    return own.stream()
        .map(column -> Quoting.identifier(column.name()))
        .map(name -> name + " = " + value.apply(name))
        .collect(Collectors.joining(", "));
  }

  /** Whether the row of the whole has nothing of the part yet: each column is its default. */
  private String fresh() {
    String conditions =
        own(part).stream()
            .flatMap(column -> isFresh(column).stream())
            .collect(Collectors.joining(" AND "));
    return conditions.isEmpty() ? "true" : conditions;
  }

  private Optional<String> isFresh(CatalogColumn column) {
    String name = qualifier + "." + Quoting.identifier(column.name());
    if (column.defaultExpression().isEmpty()) {
      return Optional.of(name + " IS NULL");
    }
    String value = column.defaultExpression().get();
    if (volatility.changes(value)) {
      return Optional.empty();
    }
    // As texts: not every type has an equality.
    return Optional.of(
        "CAST(%s AS text) IS NOT DISTINCT FROM CAST(CAST(%s AS %s) AS text)"
            .formatted(name, value, column.type().formatted()));
  }

  private String duplicate(String value) {
    return failure(
        value,
        DUPLICATE,
        "duplicate key value violates the primary key of \"%s\"".formatted(table.name()));
  }

  /** What fails instead of giving a value of the type of another. */
  static String failure(String value, String sqlState, String message) {
    return "segue.fail(%s, '%s', %s)".formatted(value, sqlState, literal(message));
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** The whole would draw a key of its own, and have one row more. */
  private void checkKeyGiven(Statement.Insert insert) {
    List<String> listed =
        insert.columns().isEmpty()
            ? table.columns().stream().limit(width(insert)).map(LogicalColumn::name).toList()
            : insert.columns().stream().map(column -> column.name().name()).toList();
    boolean byDefault =
        insert.source() instanceof Statement.QuerySource source
            && source.query().body() instanceof Query.Values rows
            && rows.rows().stream()
                .anyMatch(
                    row ->
                        part.key().stream()
                            .map(listed::indexOf)
                            .anyMatch(
                                at ->
                                    at >= 0
                                        && at < row.items().size()
                                        && row.items().get(at) instanceof Expression.Default));
    if (byDefault || !listed.containsAll(part.key())) {
      throw refused(
          "a row of a part is inserted without the key of the row to which it belongs",
          "Give the primary key.",
          insert);
    }
  }

  private static int width(Statement.Insert insert) {
    if (insert.source() instanceof Statement.QuerySource source) {
      return source.query().body() instanceof Query.Values rows && !rows.rows().isEmpty()
          ? rows.rows().get(0).items().size()
          : Integer.MAX_VALUE;
    }
    return 0;
  }

  /** Whether a conflict of the primary key is meant, and no other. */
  private boolean isKey(Statement.OnConflict conflict) {
    if (conflict.targetWhere().isPresent()) {
      return false;
    }
    if (conflict.constraint().isPresent()) {
      Identifier name = conflict.constraint().get();
      return table.relation().constraint(name.name()).filter(KeyConstraint::primary).isPresent();
    }
    List<String> columns =
        conflict.target().stream()
            .map(
                target ->
                    target instanceof Expression.ColumnReference column
                            && column.fields().size() == 1
                        ? column.fields().get(0).name()
                        : "")
            .toList();
    return columns.isEmpty()
        ? !conflict.update() && onlyKey()
        : Set.copyOf(columns).equals(Set.copyOf(part.key()));
  }

  /** Whether there is no other constraint that a row could conflict with. */
  private boolean onlyKey() {
    return part.shown().orElseThrow().constraints().stream().allMatch(KeyConstraint::primary);
  }

  /**
   * Whether it does the same to a row that is new in the part and to one that is there: all columns
   * that the INSERT gives become what it gives.
   */
  private boolean setsWhatIsInserted(Statement.Insert insert, Statement.OnConflict conflict) {
    Set<String> given =
        insert.columns().stream()
            .map(column -> column.name().name())
            .filter(name -> !part.key().contains(name))
            .collect(Collectors.toSet());
    Set<String> set =
        conflict.assignments().stream().map(PartOnWhole::excluded).collect(Collectors.toSet());
    return conflict.where().isEmpty() && !insert.columns().isEmpty() && set.equals(given);
  }

  /** The column that an assignment sets to its own inserted value; empty of any other. */
  private static String excluded(Statement.Assignment assignment) {
    return assignment instanceof Statement.Assignment.Single single
            && single.column().whole()
            && single.value() instanceof Expression.ColumnReference value
            && value.fields().size() == 2
            && value.fields().get(0).name().equals("excluded")
            && value.fields().get(1).name().equals(single.column().name().name())
        ? single.column().name().name()
        : "";
  }
}
