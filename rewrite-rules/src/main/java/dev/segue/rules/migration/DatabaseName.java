package dev.segue.rules.migration;

import dev.segue.route.MigrationId;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * What a migration is called in names of the database: triggers, functions, settings.
 *
 * <p>An id is made of words joined by single hyphens, which become single underlines: no two ids
 * have the same name. One that is too long for PostgreSQL's 63 bytes is cut, and told from others
 * by a hash behind two underlines, which no id has.
 */
public final class DatabaseName {

  private static final int LONGEST = 40;
  private static final int HASH_DIGITS = 16;

  private DatabaseName() {}

  /** The name; at most 40 characters, of lower-case letters, digits and underlines. */
  public static String of(MigrationId migration) {
    String words = migration.value().replace('-', '_');
    if (words.length() <= LONGEST) {
      return words;
    }
    String hash = hash(words);
    return words.substring(0, LONGEST - 2 - hash.length()) + "__" + hash;
  }

  /** A UUID by name is a hash too, of which the first half will do. */
  private static String hash(String words) {
    UUID byName = UUID.nameUUIDFromBytes(words.getBytes(StandardCharsets.UTF_8));
    return byName.toString().replace("-", "").substring(0, HASH_DIGITS);
  }
}
