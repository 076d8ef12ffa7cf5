package dev.segue.laboratory.comparison;

import dev.segue.laboratory.world.Column;
import dev.segue.laboratory.world.Split;
import dev.segue.laboratory.world.Table;
import java.util.stream.Collectors;

/**
 * SQL that makes the table whose parts take the rows of another one. Where the key of that has not
 * the column by which they are split, each part has it by itself.
 */
final class SplitScript {

  private SplitScript() {}

  static String created(Stored stored, Split split) {
    boolean ofKey = split.column().equals(Table.ID);
    String columns =
        stored.columns().stream()
            .map(column -> definition(stored, column))
            .collect(Collectors.joining(", "));
    StringBuilder sql =
        new StringBuilder(
            "CREATE TABLE %s (%s, PRIMARY KEY (%s)) PARTITION BY %s (%s);\n"
                .formatted(
                    stored.sql(),
                    columns,
                    ofKey ? Table.ID : Table.ID + ", " + split.column(),
                    split.method(),
                    split.column()));
    for (Split.Part part : split.parts()) {
      String name = name(stored, part);
      sql.append(
          "CREATE TABLE %s PARTITION OF %s %s;\n".formatted(name, stored.sql(), part.bounds()));
      if (!ofKey) {
        sql.append("CREATE UNIQUE INDEX ON %s (%s);\n".formatted(name, Table.ID));
      }
    }
    return sql.toString();
  }

  private static String definition(Stored stored, Column column) {
    if (!column.name().equals(Table.ID)) {
      return SchemaScript.definition(column);
    }
    return Table.ID
        + " "
        + column.type()
        + (stored.table().key().generated()
            ? " DEFAULT nextval('%s')"
                .formatted(PlaceScript.sequence(stored.table(), stored.around()))
            : "");
  }

  /** The name of a part with its schema. */
  static String name(Stored stored, Split.Part part) {
    return stored.around() + "." + part.name();
  }
}
