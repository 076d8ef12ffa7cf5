package dev.segue.migrator.table;

import dev.segue.migrator.table.MigratingTable.KeyColumn;
import dev.segue.route.Shape;
import dev.segue.rules.catalog.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where a stretch of one table lies in the other one of a pair: between the same keys, so that both
 * can be read along their indexes side by side. Immutable.
 *
 * <p>That is so where each column of the one's key has its values in a column of the other, both of
 * a type that has one order only, and where the other's primary key begins with these columns. A
 * row of the one and its row in the other are then in the same stretch or neither is. A text is not
 * of such a type: its order is its column's collation, which the tables need not share.
 *
 * @param columns those of the other table, each with the type in which the bounds of a range are
 *     written
 */
public record AlignedKey(List<KeyColumn> columns) {

  private static final Set<String> ONE_ORDER =
      Set.of(
          "uuid",
          "date",
          "numeric",
          "oid",
          "timestamp without time zone",
          "timestamp with time zone");

  public AlignedKey {
    columns = List.copyOf(columns);
  }

  /** For ranges of a shape's key; empty where the other table has its rows in another order. */
  static Optional<AlignedKey> of(TablePair pair, Shape shape) {
    ShapeTable walked = pair.table(shape);
    ShapeTable other = pair.table(shape.opposite());
    List<KeyColumn> columns = new ArrayList<>();
    for (KeyColumn key : walked.key()) {
      Optional<String> same =
          pair.sameIn(other.shape(), key.name())
              .filter(name -> haveOneOrder(walked, key.name(), other, name));
      if (same.isEmpty()) {
        return Optional.empty();
      }
      columns.add(new KeyColumn(same.get(), key.type()));
    }
    List<String> names = columns.stream().map(KeyColumn::name).toList();
    int shared = Math.min(names.size(), other.keyNames().size());
    return names.subList(0, shared).equals(other.keyNames().subList(0, shared))
        ? Optional.of(new AlignedKey(columns))
        : Optional.empty();
  }

  private static boolean haveOneOrder(
      ShapeTable table, String column, ShapeTable other, String columnOfOther) {
    if (table.isWholeNumber(column) && other.isWholeNumber(columnOfOther)) {
      return true;
    }
    Optional<ColumnType> type = table.type(column);
    return type.equals(other.type(columnOfOther))
        && type.filter(present -> ONE_ORDER.contains(present.base())).isPresent();
  }

  /** Whether these columns are the other table's whole key, so that a key of one is one of both. */
  public boolean isKeyOf(ShapeTable other) {
    return columns.size() == other.key().size();
  }

  /** The range of the other table between the same bounds. */
  public KeyRange range(KeyRange range) {
    return new KeyRange(columns, range.after(), range.upTo());
  }
}
