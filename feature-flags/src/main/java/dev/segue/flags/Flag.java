package dev.segue.flags;

import dev.segue.route.MigrationId;
import java.util.Arrays;
import java.util.stream.Collectors;

/** One flag of one migration, such as {@code customers-full-name.read-new}. Immutable. */
public record Flag(MigrationId migration, FlagKind kind) {

  /**
   * Reads a flag's name.
   *
   * @throws FlagException if it is not {@code <migration-id>.<kind>}
   */
  public static Flag parse(String name) {
    int dot = name.lastIndexOf('.');
    String migration = dot < 0 ? "" : name.substring(0, dot);
    if (!MigrationId.isValid(migration)) {
      throw notAFlag(name);
    }
    return new Flag(
        new MigrationId(migration),
        FlagKind.ofWord(name.substring(dot + 1)).orElseThrow(() -> notAFlag(name)));
  }

  private static FlagException notAFlag(String name) {
    String kinds =
        Arrays.stream(FlagKind.values()).map(FlagKind::word).collect(Collectors.joining(", "));
    return new FlagException(
        "\"%s\" is not the name of a flag".formatted(name),
        "A flag is named <migration-id>.<kind>, and the kinds are " + kinds + ".",
        "Write it as in customers-full-name.read-new.");
  }

  /** The name of the Togglz feature. */
  public String name() {
    return migration.value() + "." + kind.word();
  }

  @Override
  public String toString() {
    return name();
  }
}
