package dev.segue.driver.metadata;

import dev.segue.driver.metadata.LogicalMetaData.Asked;
import dev.segue.driver.metadata.LogicalMetaData.Question;
import dev.segue.rules.migration.TableName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postgresql.core.BaseConnection;

/**
 * Foreign keys, by the application's names of tables and columns on both sides. While both shapes
 * have tables, a key that each of them has is one; a key that holds the parts of one table together
 * is none.
 */
final class DescribedKeys {

  private static final List<String> SIDES = List.of("PK", "FK");

  private final BaseConnection connection;
  private final List<DescribedTable> tables;
  private final Set<TableName> hidden;

  DescribedKeys(BaseConnection connection, List<DescribedTable> tables, Set<TableName> hidden) {
    this.connection = connection;
    this.tables = tables;
    this.hidden = hidden;
  }

  /**
   * The keys of a table.
   *
   * @param found the migrating table that is asked about, if it is one
   * @param side which of the two tables is asked about: {@code PK} or {@code FK}
   * @param question asked of each table that it is made of
   * @param asked the question as it was asked
   */
  ResultSet of(
      Optional<DescribedTable> found, String side, Question<TableName> question, Asked asked)
      throws SQLException {
    MetaDataRows rows = MetaDataRows.read(connection, asked.answer());
    // Without a schema it may be asked about tables of other schemas too.
    rows.removeIf(
        row ->
            hidden.contains(
                new TableName(row.get(side + "TABLE_SCHEM"), row.get(side + "TABLE_NAME"))));
    List<Map<String, String>> others = List.copyOf(rows.rows());
    if (found.isPresent()) {
      for (TableName stored : found.get().ofBothShapes()) {
        rows.addAll(MetaDataRows.read(connection, question.of(stored)).rows());
      }
    }
    List<Map<String, String>> unwanted = new ArrayList<>();
    Map<Map<String, String>, List<TableName>> seen = new HashMap<>();
    for (Map<String, String> row : rows.rows()) {
      List<TableName> between = sides(row);
      boolean other = others.stream().anyMatch(each -> each == row);
      boolean known =
          translated(row) && (other || found.map(table -> isOf(table, row)).orElse(true));
      // Two keys of the same columns are two, unless they are those of both shapes.
      if (!known || !seen.computeIfAbsent(withoutNames(row), key -> between).equals(between)) {
        unwanted.add(row);
      }
    }
    rows.removeIf(row -> unwanted.stream().anyMatch(each -> each == row));
    return rows.result();
  }

  private static List<TableName> sides(Map<String, String> row) {
    return SIDES.stream()
        .map(side -> new TableName(row.get(side + "TABLE_SCHEM"), row.get(side + "TABLE_NAME")))
        .toList();
  }

  /** Puts the application's names in place; false where it does not know one of them. */
  private boolean translated(Map<String, String> row) {
    List<TableName> sides = new ArrayList<>();
    for (String side : SIDES) {
      TableName stored = new TableName(row.get(side + "TABLE_SCHEM"), row.get(side + "TABLE_NAME"));
      List<DescribedTable> made = tables.stream().filter(each -> each.isMadeOf(stored)).toList();
      if (made.isEmpty() && hidden.contains(stored)) {
        return false;
      } else if (made.isEmpty()) {
        sides.add(stored);
        continue;
      }
      String column = row.get(side + "COLUMN_NAME");
      // Of several parts of a table the one that has the column.
      Optional<DescribedTable> table =
          made.stream().filter(each -> each.spokenName(column).isPresent()).findFirst();
      if (table.isEmpty()) {
        return false;
      }
      sides.add(table.get().name());
      row.put(side + "TABLE_SCHEM", table.get().name().schema());
      row.put(side + "TABLE_NAME", table.get().name().name());
      row.put(side + "COLUMN_NAME", table.get().spokenName(column).orElseThrow());
    }
    return !isWithin(sides, row);
  }

  private static boolean isOf(DescribedTable table, Map<String, String> row) {
    return sides(row).contains(table.name());
  }

  /** Whether it is the key of a part of a table that refers to that of the first. */
  private boolean isWithin(List<TableName> sides, Map<String, String> row) {
    return sides.get(0).equals(sides.get(1))
        && row.get("PKCOLUMN_NAME").equals(row.get("FKCOLUMN_NAME"));
  }

  private static Map<String, String> withoutNames(Map<String, String> row) {
    Map<String, String> rest = new LinkedHashMap<>(row);
    rest.remove("FK_NAME");
    rest.remove("PK_NAME");
    return rest;
  }
}
