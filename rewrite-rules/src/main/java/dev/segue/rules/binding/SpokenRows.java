package dev.segue.rules.binding;

import dev.segue.route.Shape;
import dev.segue.rules.catalog.Relation;
import dev.segue.rules.migration.MappingExpression;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.migration.RowParts;
import dev.segue.rules.migration.TableCopy;
import dev.segue.rules.migration.TableName;
import dev.segue.rules.sql.SqlSyntaxException;
import java.util.Optional;

/**
 * One of several tables that an application names by itself, while in the old shape one table has
 * the rows of all: there it stands for those rows that it takes (docs/decisions/spoken-rows.md).
 * Immutable.
 *
 * @param bounds which rows these are: a condition over columns of the new shape, as the server says
 *     it of the partition; empty where there is none, or one that cannot be read
 */
public record SpokenRows(Optional<MappingExpression> bounds) {

  /**
   * The part of this name, if it is one.
   *
   * @param own the table of the name, where it is there
   */
  static Optional<SpokenRows> of(
      Migration migration, Shape spoken, TableName name, Optional<Relation> own) {
    Optional<RowParts> parts = migration.copied().flatMap(TableCopy::rows);
    return parts
        .filter(rows -> spoken == Shape.NEW && rows.names().contains(name))
        .map(rows -> new SpokenRows(own.flatMap(Relation::bounds).flatMap(SpokenRows::read)));
  }

  private static Optional<MappingExpression> read(String condition) {
    try {
      return Optional.of(MappingExpression.condition(condition));
    } catch (SqlSyntaxException unreadable) {
      return Optional.empty();
    }
  }
}
