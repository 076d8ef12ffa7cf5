package dev.segue.migrator.table;

import dev.segue.driver.control.Quoted;
import dev.segue.migrator.table.TableAgreement.Problem;
import dev.segue.migrator.table.Union.Part;
import dev.segue.rules.catalog.CatalogColumn;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether tables can become one where they are: they have the same columns, each may be a partition
 * (manual, 5.12.2 Declarative Partitioning), and what holds of a row under the name of its own
 * table holds of it under the other name.
 */
public final class UnionAgreement {

  private static final int NO_IDENTITY_IN_PARTITIONS = 17;

  private static final String TABLE =
      """
      SELECT c.relkind, c.relispartition, c.relrowsecurity,
             pg_catalog.pg_has_role(c.relowner, 'USAGE'), c.relpersistence = 't',
             (SELECT count(*) FROM pg_catalog.pg_inherits i
              WHERE (i.inhparent = c.oid AND c.relkind <> 'p')
                OR (i.inhrelid = c.oid AND NOT c.relispartition)),
             ARRAY(SELECT r.rulename::text FROM pg_catalog.pg_rewrite r WHERE r.ev_class = c.oid),
             ARRAY(SELECT t.tgname::text FROM pg_catalog.pg_trigger t
                   WHERE t.tgrelid = c.oid AND NOT t.tgisinternal AND t.tgtype & 1 = 1
                     AND (t.tgoldtable IS NOT NULL OR t.tgnewtable IS NOT NULL))
      FROM pg_catalog.pg_class c WHERE c.oid = ?::regclass""";

  /** What two columns must have in common, besides the type's name. */
  private static final String COLUMNS =
      """
      SELECT a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod)
               || CASE WHEN a.attcollation = 0 THEN ''
                       ELSE ' COLLATE ' || a.attcollation::regcollation::text END
               || CASE WHEN a.attgenerated = '' THEN '' ELSE ' GENERATED ALWAYS AS ('
                       || pg_catalog.pg_get_expr(d.adbin, d.adrelid) || ')' END
      FROM pg_catalog.pg_attribute a
      LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      WHERE a.attrelid = ?::regclass AND a.attnum > 0 AND NOT a.attisdropped
      ORDER BY a.attnum""";

  private final Connection connection;
  private final Union union;
  private final String type;
  private final List<Problem> problems = new ArrayList<>();

  private UnionAgreement(Connection connection, Union union, String type) {
    this.connection = connection;
    this.union = union;
    this.type = type;
  }

  /**
   * What stands in the way; nothing where all is well.
   *
   * @param type the discriminator's, as {@code format_type} prints it
   */
  public static List<Problem> problems(Connection connection, Union union, String type)
      throws SQLException {
    UnionAgreement agreement = new UnionAgreement(connection, union, type);
    Map<String, String> first = agreement.columns(union.parts().get(0));
    for (Part part : union.parts()) {
      agreement.table(part);
      agreement.identity(part);
      agreement.discriminator(part);
      agreement.columns(part, first);
    }
    return List.copyOf(agreement.problems);
  }

  private void table(Part part) throws SQLException {
    String name = part.rule().name().toString();
    try (PreparedStatement statement = connection.prepareStatement(TABLE)) {
      statement.setString(1, part.sqlName());
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        String kind = result.getString(1);
        if (!kind.equals("r") && !kind.equals("p")) {
          problem(name, "%s is not a table".formatted(name), "", "Name tables alone.");
        }
        if (result.getBoolean(2) && !part.attached()) {
          problem(
              name,
              "%s is a partition of another table".formatted(name),
              "It can be a part of one table alone.",
              "Detach it first.");
        }
        if (result.getBoolean(3)) {
          problem(
              name,
              "%s has row-level security".formatted(name),
              "Its policies hold for those who name it, and not for those who name %s."
                  .formatted(union.migration().table()),
              "Disable it, or unite the tables under policies of their own by hand.");
        }
        if (!result.getBoolean(4)) {
          problem(
              name,
              "this role does not own table %s".formatted(name),
              "ALTER TABLE is the owner's.",
              "Run the operator's commands as its owner.");
        }
        if (result.getBoolean(5)) {
          problem(name, "%s is a temporary table".formatted(name), "", "Name other tables.");
        }
        if (result.getLong(6) > 0) {
          problem(
              name,
              "%s inherits from another table, or another one from it".formatted(name),
              "A partition does not.",
              "End the inheritance with ALTER TABLE … NO INHERIT.");
        }
        unable(result, 7, name, "rule", "It is not looked at where rows are written through");
        unable(
            result,
            8,
            name,
            "trigger",
            "A trigger for each row of a partition has no transition tables; it is a part of");
      }
    }
  }

  private void unable(ResultSet result, int column, String name, String kind, String why)
      throws SQLException {
    for (String object : (String[]) result.getArray(column).getArray()) {
      problem(
          object,
          "%s %s on %s cannot stay".formatted(kind, object, name),
          "%s %s.".formatted(why, union.migration().table()),
          "Drop it, or write it as a trigger without them.");
    }
  }

  private void identity(Part part) throws SQLException {
    if (part.attached()
        || connection.getMetaData().getDatabaseMajorVersion() < NO_IDENTITY_IN_PARTITIONS) {
      return;
    }
    for (CatalogColumn column : part.relation().columns()) {
      if (column.present() && column.identity()) {
        String name = Quoted.identifier(column.name());
        problem(
            column.name(),
            "column \"%s\" of %s is an identity column"
                .formatted(column.name(), part.rule().name()),
            "A table with one cannot become a partition from PostgreSQL %d on."
                .formatted(NO_IDENTITY_IN_PARTITIONS),
            "Have it draw from a sequence by a default: ALTER TABLE %s ALTER %s DROP IDENTITY, and SET DEFAULT nextval('…')."
                .formatted(part.sqlName(), name));
      }
    }
  }

  /** It is to be added; from an earlier run it is there already. */
  private void discriminator(Part part) {
    String name = union.discriminator().name();
    Optional<CatalogColumn> there = part.relation().presentColumn(name);
    if (there.isPresent()
        && !(there.get().type().formatted().equals(type)
            && there.get().notNull()
            && there.get().defaultExpression().isPresent())) {
      problem(
          name,
          "table %s has a column \"%s\" already".formatted(part.rule().name(), name),
          "Migration \"%s\" adds one, as %s NOT NULL with a default, which tells the tables apart."
              .formatted(union.migration().id(), type),
          "Name another column in the rules file.");
    }
  }

  private void columns(Part part, Map<String, String> first) throws SQLException {
    Map<String, String> own = columns(part);
    String firstName = union.parts().get(0).rule().name().toString();
    String name = part.rule().name().toString();
    first.forEach(
        (column, definition) -> {
          String other = own.get(column);
          if (other == null) {
            lacks(column, name, firstName);
          } else if (!other.equals(definition)) {
            problem(
                column,
                "column \"%s\" is %s in %s and %s in %s"
                    .formatted(column, definition, firstName, other, name),
                "Tables that are united have the same columns.",
                "Change one of them first, by a migration of its own.");
          }
        });
    own.keySet().stream()
        .filter(column -> !first.containsKey(column))
        .forEach(column -> lacks(column, firstName, name));
  }

  private void lacks(String column, String without, String with) {
    problem(
        column,
        "table %s has no column \"%s\"".formatted(without, column),
        "Table %s has one, and tables that are united have the same columns.".formatted(with),
        "Add or drop it first, by a migration of its own.");
  }

  private Map<String, String> columns(Part part) throws SQLException {
    Map<String, String> columns = new LinkedHashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
      statement.setString(1, part.sqlName());
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          columns.put(result.getString(1), result.getString(2));
        }
      }
    }
    columns.remove(union.discriminator().name());
    return columns;
  }

  private void problem(String object, String fact, String detail, String hint) {
    problems.add(new Problem(object, fact, detail, hint));
  }
}
