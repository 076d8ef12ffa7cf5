package dev.segue.driver.control;

import dev.segue.route.MigrationId;
import dev.segue.route.Shape;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * What the triggers are called that write a migration's second shape, and what belongs to them.
 *
 * <p>An id is made of words joined by single hyphens, which become single underlines: no two ids
 * have the same name. One that is too long for PostgreSQL's 63 bytes is cut, and told from others
 * by a hash behind two underlines, which no id has.
 *
 * @param migration whose they are
 */
public record FollowingNames(MigrationId migration) {

  /**
   * BEFORE triggers fire in the order of their names, byte by byte: these are to see what all
   * others have made of a row.
   */
  private static final String PREFIX = "zzz_segue_";

  private static final int LONGEST = 40;
  private static final int HASH_BYTES = 8;
  private static final List<String> EVENTS = List.of("insert", "update", "delete", "truncate");

  /** The events that a table's triggers are for. */
  public List<String> events() {
    return EVENTS;
  }

  /** The trigger of a table that is one of two, on one of {@link #events}. */
  public String onEvent(String event) {
    return PREFIX + name() + "_" + event;
  }

  /** The trigger for columns of one table, while this is what follows. */
  public String whileFollowing(Following following) {
    return PREFIX + name() + "_" + following.name().toLowerCase(Locale.ROOT);
  }

  /** The name, with its schema, of the function that writes the table of a shape. */
  public String function(Shape follower) {
    return Quoted.table("segue", "follow_" + name() + "_" + follower.word());
  }

  /** The name, with its schema, of the function that computes columns. */
  public String function() {
    return Quoted.table("segue", "follow_" + name());
  }

  /**
   * The setting that is {@code on} while a table is made what the other one is: what is written
   * then is not to go back.
   */
  public String setting() {
    return "segue.following_" + name();
  }

  private String name() {
    String words = migration.value().replace('-', '_');
    if (words.length() <= LONGEST) {
      return words;
    }
    String hash = hash(words);
    return words.substring(0, LONGEST - 2 - hash.length()) + "__" + hash;
  }

  private static String hash(String words) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(words.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
