package dev.segue.laboratory.comparison;

import dev.segue.laboratory.world.Column;
import dev.segue.laboratory.world.Table;

/**
 * SQL that has all rows that refer to one row agree on a column, and those that refer to none have
 * NULL: the application's own constraint, as Segue's triggers have it once both shapes are written.
 */
final class AgreementScript {

  private AgreementScript() {}

  static String made(String schema, Table table, Column column) {
    String function = schema + ".agree_" + table.name().replaceAll("\\W", "");
    String at = schema + "." + table.name();
    return """
        CREATE FUNCTION %1$s() RETURNS trigger LANGUAGE plpgsql AS $agree$
        BEGIN
          IF EXISTS (SELECT FROM %2$s WHERE %4$s IS NULL AND %3$s IS NOT NULL)
             OR EXISTS (SELECT FROM %2$s WHERE %4$s IS NOT NULL GROUP BY %4$s
               HAVING count(DISTINCT %3$s::text) > 1 OR count(%3$s) NOT IN (0, count(*))) THEN
            RAISE check_violation USING MESSAGE = 'rows disagree';
          END IF;
          RETURN NULL;
        END $agree$;
        CREATE TRIGGER agree AFTER INSERT OR UPDATE ON %2$s FOR EACH STATEMENT
          EXECUTE FUNCTION %1$s();
        """
        .formatted(function, at, column.name(), Table.PARENT);
  }
}
