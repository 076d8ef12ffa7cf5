package dev.segue.rules.rewrite;

import dev.segue.rules.binding.Quoting;
import dev.segue.rules.binding.SpokenPart;
import dev.segue.rules.catalog.CatalogColumn;
import dev.segue.rules.catalog.Relation;
import dev.segue.rules.migration.TableName;
import dev.segue.rules.rewrite.InsertColumns.Column;
import dev.segue.rules.sql.tree.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Rows of a further part on their way into the whole table, where the rest of each is there
 * already: with it, since PostgreSQL looks at NOT NULL before it looks for a conflict. Each is
 * looked up by itself, so that they stay in their order, and locked against a deletion.
 */
final class CompletedRows implements InsertSelect.Destination {

  private static final String GIVEN = "segue_r";
  private static final String REST = "segue_o";

  /** {@code foreign_key_violation}: what a part's reference to the first one would say. */
  private static final String NO_ROW = "23503";

  private final SpokenPart part;
  private final Edits edits;

  CompletedRows(SpokenPart part, Edits edits) {
    this.part = part;
    this.edits = edits;
  }

  @Override
  public void take(
      Statement.Insert insert,
      InsertColumns columns,
      List<Column> written,
      String override,
      Edits.Piece rows) {
    List<String> given = written.stream().map(columns::nameOf).map(Quoting::identifier).toList();
    List<String> rest =
        part.others().stream()
            .filter(column -> !column.computed())
            .map(CatalogColumn::name)
            .map(Quoting::identifier)
            .toList();
    List<String> all = new ArrayList<>(given);
    all.addAll(rest);
    String names = "(" + String.join(", ", all) + ") ";
    if (insert.columns().isEmpty()) {
      edits.insert(insert.target().span().end(), " " + names);
    } else {
      // With its parentheses, which stand around it.
      edits.replace(
          insert
              .columns()
              .get(0)
              .span()
              .to(insert.columns().get(insert.columns().size() - 1).span()),
          String.join(", ", all));
    }
    edits.replace(
        insert.source().span(),
        out -> {
          out.text(override + "SELECT ");
          out.text(given.stream().map(this::value).collect(Collectors.joining(", ")));
          rest.forEach(name -> out.text(", " + REST + "." + name));
          out.text(" FROM (");
          rows.write(out);
          out.text(") AS " + GIVEN + " (" + String.join(", ", given) + ") ");
          out.text(lookUp());
        });
  }

  /** A column as it is given; of the key the first one fails where its row is not there. */
  private String value(String name) {
    Relation whole = part.whole().orElseThrow();
    String value = GIVEN + "." + name;
    if (!name.equals(Quoting.identifier(whole.primaryKey().get(0)))) {
      return value;
    }
    return "CASE WHEN %s.%s IS NULL THEN %s ELSE %s END".formatted(REST, name, noRow(value), value);
  }

  /** Fails where a row is written to a further part, and the first one has none of its key. */
  static String noRow(String value) {
    return PartOnWhole.failure(
        value,
        NO_ROW,
        "a row is written to a part of a table, and the first part has none of its key");
  }

  private String lookUp() {
    Relation whole = part.whole().orElseThrow();
    String condition =
        whole.primaryKey().stream()
            .map(Quoting::identifier)
            .map(name -> "segue_n." + name + " = " + GIVEN + "." + name)
            .collect(Collectors.joining(" AND "));
    return "LEFT JOIN LATERAL (SELECT * FROM %s AS segue_n WHERE %s%s) AS %s ON true"
        .formatted(new TableName(whole.schema(), whole.name()), condition, Completion.LOCKED, REST);
  }
}
