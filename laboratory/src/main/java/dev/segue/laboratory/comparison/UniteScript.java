package dev.segue.laboratory.comparison;

import dev.segue.laboratory.world.Column;
import dev.segue.laboratory.world.Move;
import dev.segue.laboratory.world.Table;
import dev.segue.route.Shape;
import java.util.stream.Collectors;

/** SQL that unites a table with another one, which has rows that nobody is to see. */
final class UniteScript {

  private UniteScript() {}

  /** What expand does, and no flag changes. */
  static String united(String schema, Table table, Move.Uniting move) {
    String columns =
        table.columns(Shape.OLD).stream().map(Column::name).collect(Collectors.joining(", "));
    return """
        ALTER TABLE %1$s.%2$s ADD %5$s text NOT NULL DEFAULT 'here';
        CREATE TABLE %1$s.%3$s (LIKE %1$s.%2$s) PARTITION BY LIST (%5$s);
        CREATE TABLE %1$s.%4$s PARTITION OF %1$s.%3$s (%5$s DEFAULT 'there') FOR VALUES IN ('there');
        ALTER TABLE %1$s.%3$s ATTACH PARTITION %1$s.%2$s FOR VALUES IN ('here');
        INSERT INTO %1$s.%4$s (%6$s) SELECT %6$s FROM %1$s.%2$s WHERE id %% 2 = 0;
        """
        .formatted(schema, table.name(), move.name(), move.other(), move.column(), columns);
  }
}
