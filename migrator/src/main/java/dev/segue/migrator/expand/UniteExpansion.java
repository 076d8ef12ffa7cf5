package dev.segue.migrator.expand;

import dev.segue.driver.control.ControlSchema;
import dev.segue.driver.control.Quoted;
import dev.segue.migrator.MigrationContext;
import dev.segue.migrator.MigratorException;
import dev.segue.migrator.Progress;
import dev.segue.migrator.table.DeclaredType;
import dev.segue.migrator.table.LockedChange;
import dev.segue.migrator.table.MigratingTable;
import dev.segue.migrator.table.TableAgreement.Problem;
import dev.segue.migrator.table.Union;
import dev.segue.migrator.table.Union.Part;
import dev.segue.migrator.table.UnionAgreement;
import dev.segue.rules.migration.Migration;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes one table of several, where they are: each gets the column that tells them apart, and
 * becomes a partition. Nothing is copied, and no row is written: the column has a constant default,
 * which PostgreSQL keeps beside the rows (manual, SQL Commands, ALTER TABLE, Notes).
 *
 * <p>What reads whole tables is done while they are in use: the CHECK that saves ATTACH PARTITION
 * its look at every row is validated, and the unique index is built concurrently. Then all become
 * parts in one transaction. Can be repeated, and goes on where it was. Stateless.
 */
final class UniteExpansion {

  private static final String CHECK = "segue_united";
  private static final int LONGEST_NAME = 63;

  private static final String INDEX_VALID =
      """
      SELECT i.indisvalid FROM pg_catalog.pg_index i
      WHERE i.indexrelid = pg_catalog.to_regclass(?) AND i.indrelid = ?::regclass""";

  private static final String CHECK_VALID =
      """
      SELECT convalidated FROM pg_catalog.pg_constraint
      WHERE conrelid = ?::regclass AND conname = '%s'"""
          .formatted(CHECK);

  /** Whether a table is partitioned by a list of one column, and of this one. */
  private static final String BY_LIST =
      """
      SELECT EXISTS (
        SELECT FROM pg_catalog.pg_partitioned_table p
        JOIN pg_catalog.pg_attribute a ON a.attrelid = p.partrelid AND a.attnum = p.partattrs[0]
        WHERE p.partrelid = pg_catalog.to_regclass(?) AND p.partstrat = 'l' AND p.partnatts = 1
          AND a.attname = ?)""";

  private static final String EXISTS = "SELECT pg_catalog.to_regclass(?) IS NOT NULL";

  private final MigrationContext context;
  private final LockedChange locked;

  UniteExpansion(MigrationContext context, LockedChange locked) {
    this.context = context;
    this.locked = locked;
  }

  /** Gives the names of the tables that have become parts. */
  List<String> run(Migration migration, Progress progress) {
    Union union = Union.read(context, migration);
    List<Part> missing = union.parts().stream().filter(part -> !part.attached()).toList();
    try (Connection connection = context.connect()) {
      String type = type(connection, union);
      refuse(UnionAgreement.problems(connection, union, type));
      new ControlSchema(connection).ensure();
      for (Part part : union.parts()) {
        MigratingTable table = new MigratingTable(migration, part.relation(), part.key(), Set.of());
        Grants.toUsersOf(connection, table, progress);
      }
      for (Part part : missing) {
        addDiscriminator(connection, union, part, type, progress);
        index(connection, union, part);
      }
      if (!missing.isEmpty()) {
        attach(connection, union, missing, progress);
      }
      CommonGrants.copy(
          connection, union.parts().stream().map(Part::sqlName).toList(), union.sqlName());
      new ControlSchema(connection).nextEpoch();
    } catch (SQLException e) {
      throw MigratorException.of("uniting tables to " + migration.table(), e);
    }
    return missing.stream().map(part -> part.rule().name().toString()).toList();
  }

  private static String type(Connection connection, Union union) throws SQLException {
    String place =
        "\"%s\" in line %d of the rules file"
            .formatted(union.discriminator().name(), union.migration().line());
    return DeclaredType.formatted(connection, union.discriminator().type().orElseThrow(), place);
  }

  private static void refuse(List<Problem> problems) {
    if (!problems.isEmpty()) {
      Problem first = problems.get(0);
      String others =
          problems.stream()
              .skip(1)
              .map(problem -> " Besides, " + problem.fact() + ".")
              .collect(Collectors.joining());
      throw MigratorException.refused(first.fact(), first.detail() + others, first.hint());
    }
  }

  private void addDiscriminator(
      Connection connection, Union union, Part part, String type, Progress progress)
      throws SQLException {
    String column = Quoted.identifier(union.discriminator().name());
    String value = "CAST(%s AS %s)".formatted(part.rule().literal(), type);
    if (part.relation().presentColumn(union.discriminator().name()).isEmpty()) {
      locked.run(
          connection,
          List.of(
              "ALTER TABLE %s ADD COLUMN %s %s NOT NULL DEFAULT %s"
                  .formatted(part.sqlName(), column, type, value)),
          progress);
      progress.said(
          "added column %s.%s %s, which is %s"
              .formatted(
                  part.rule().name(), union.discriminator().name(), type, part.rule().literal()));
    }
    List<Boolean> checked = answers(connection, CHECK_VALID, part.sqlName());
    if (checked.isEmpty()) {
      locked.run(
          connection,
          List.of(
              "ALTER TABLE %s ADD CONSTRAINT %s CHECK (%s = %s) NOT VALID"
                  .formatted(part.sqlName(), CHECK, column, value)),
          progress);
    }
    if (!checked.contains(true)) {
      execute(connection, "ALTER TABLE %s VALIDATE CONSTRAINT %s".formatted(part.sqlName(), CHECK));
    }
  }

  /** Of a partitioned table it cannot be built concurrently; ATTACH PARTITION builds it then. */
  private static void index(Connection connection, Union union, Part part) throws SQLException {
    if (union.commonKey().isEmpty() || part.relation().kind() != 'r') {
      return;
    }
    String index = indexName(part.relation().name());
    String qualified = Quoted.table(part.relation().schema(), index);
    List<Boolean> valid = answers(connection, INDEX_VALID, qualified, part.sqlName());
    if (valid.contains(true)) {
      return;
    }
    if (!valid.isEmpty()) {
      execute(connection, "DROP INDEX CONCURRENTLY " + qualified);
    }
    execute(
        connection,
        "CREATE UNIQUE INDEX CONCURRENTLY %s ON %s (%s)"
            .formatted(Quoted.identifier(index), part.sqlName(), keyColumns(union)));
  }

  private static String indexName(String table) {
    String suffix = "_united_key";
    String name = table;
    while ((name + suffix).getBytes(java.nio.charset.StandardCharsets.UTF_8).length
        > LONGEST_NAME) {
      name = name.substring(0, name.length() - 1);
    }
    return name + suffix;
  }

  private static String keyColumns(Union union) {
    List<String> columns = new ArrayList<>(union.commonKey().orElseThrow());
    columns.add(union.discriminator().name());
    return columns.stream().map(Quoted::identifier).collect(Collectors.joining(", "));
  }

  private void attach(Connection connection, Union union, List<Part> missing, Progress progress)
      throws SQLException {
    boolean isNew = !answers(connection, EXISTS, union.sqlName()).contains(true);
    locked.run(
        connection,
        "making %s of %s"
            .formatted(
                union.migration().table(),
                missing.stream()
                    .map(part -> part.rule().name().toString())
                    .collect(Collectors.joining(" and "))),
        () -> {
          if (isNew) {
            for (String command : create(union)) {
              execute(connection, command);
            }
          }
          requireListOf(connection, union);
          for (Part part : missing) {
            execute(
                connection,
                "ALTER TABLE %s ATTACH PARTITION %s FOR VALUES IN (%s)"
                    .formatted(union.sqlName(), part.sqlName(), part.rule().literal()));
            execute(
                connection, "ALTER TABLE %s DROP CONSTRAINT %s".formatted(part.sqlName(), CHECK));
          }
        },
        progress);
    if (isNew) {
      progress.said("created table " + union.migration().table());
      if (union.rule().create().isEmpty()) {
        union.differingDefaults().forEach(column -> sayWithoutDefault(union, column, progress));
      }
    }
    missing.forEach(
        part ->
            progress.said(
                "%s is a part of %s now".formatted(part.rule().name(), union.migration().table())));
  }

  private static void sayWithoutDefault(Union union, String column, Progress progress) {
    progress.said(
        "column %s.%s has no default, since the tables have different ones: give it one, or values"
            .formatted(union.migration().table(), column));
  }

  /** Those of the rule, or what makes it like the first of the tables. */
  private static List<String> create(Union union) {
    List<String> commands = new ArrayList<>();
    if (union.rule().create().isPresent()) {
      commands.add(union.rule().create().get());
      return commands;
    }
    String column = Quoted.identifier(union.discriminator().name());
    commands.add(
        "CREATE TABLE %s (LIKE %s INCLUDING DEFAULTS INCLUDING GENERATED INCLUDING COMMENTS) PARTITION BY LIST (%s)"
            .formatted(union.sqlName(), union.parts().get(0).sqlName(), column));
    commands.add("ALTER TABLE %s ALTER %s DROP DEFAULT".formatted(union.sqlName(), column));
    for (String other : union.differingDefaults()) {
      commands.add(
          "ALTER TABLE %s ALTER %s DROP DEFAULT"
              .formatted(union.sqlName(), Quoted.identifier(other)));
    }
    for (String other : union.nullable()) {
      commands.add(
          "ALTER TABLE %s ALTER %s DROP NOT NULL"
              .formatted(union.sqlName(), Quoted.identifier(other)));
    }
    if (union.commonKey().isPresent()) {
      commands.add("CREATE UNIQUE INDEX ON %s (%s)".formatted(union.sqlName(), keyColumns(union)));
    }
    return commands;
  }

  private static void requireListOf(Connection connection, Union union) throws SQLException {
    String column = union.discriminator().name();
    if (!answers(connection, BY_LIST, union.sqlName(), column).contains(true)) {
      throw MigratorException.refused(
          "table %s is not partitioned by a list of \"%s\""
              .formatted(union.migration().table(), column),
          "Migration \"%s\" makes the tables its partitions.".formatted(union.migration().id()),
          "Create it with PARTITION BY LIST (%s), or drop it."
              .formatted(Quoted.identifier(column)));
    }
  }

  private static List<Boolean> answers(Connection connection, String sql, String... parameters)
      throws SQLException {
    List<Boolean> answers = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          answers.add(result.getBoolean(1));
        }
      }
    }
    return answers;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(sql);
    }
  }
}
