package dev.segue.rules.migration;

import dev.segue.route.MigrationId;
import java.util.List;
import java.util.Optional;

/**
 * The content of a rules file. Immutable.
 *
 * @param migrations in the order of the file; {@link Migration#ordinal} is the index in it
 * @param flags where the flags are kept: {@code database}, {@code memory} or {@code file:} and a
 *     path
 */
public record Rules(List<Migration> migrations, String flags, Mode mode) {

  /** Where the flags are kept unless the file or the URL says otherwise. */
  public static final String DEFAULT_FLAGS = "database";

  public Rules {
    migrations = List.copyOf(migrations);
    if (!FlagStoreName.isValid(flags)) {
      throw new IllegalArgumentException(
          "\"" + flags + "\" is no store of flags; it is one of " + FlagStoreName.FORMS);
    }
  }

  /** These rules with the flags kept elsewhere; the form is checked as in the file. */
  public Rules withFlags(String store) {
    return new Rules(migrations, store, mode);
  }

  /** These rules in another mode. */
  public Rules withMode(Mode other) {
    return new Rules(migrations, flags, other);
  }

  /** The migration of that id. */
  public Optional<Migration> migration(MigrationId id) {
    return migrations.stream().filter(migration -> migration.id().equals(id)).findFirst();
  }

  /** The migrations of a table, in the order of the file. */
  public List<Migration> migrationsOf(TableName table) {
    return migrations.stream().filter(migration -> migration.table().equals(table)).toList();
  }

  /** The other name that a table may have, whichever of its migrations gives it. */
  public Optional<TableName> otherNameOf(TableName table) {
    return migrationsOf(table).stream().flatMap(each -> each.renamed().stream()).findFirst();
  }
}
