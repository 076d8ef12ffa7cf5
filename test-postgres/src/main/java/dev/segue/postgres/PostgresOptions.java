package dev.segue.postgres;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a {@link PostgresServer} is started. Immutable; begin with {@link #forTests()} or {@link
 * #durable()}.
 *
 * @param engine where the server comes from
 * @param port the TCP port on this machine; 0 takes a free one
 * @param dataDirectory a directory of this machine that is kept when the server stops and used
 *     again when it holds a database; it makes the server an embedded one. Empty: a temporary one,
 *     removed at the end
 * @param settings server settings by name, as {@code -c} takes them (manual, 19.1.4)
 */
public record PostgresOptions(
    EngineChoice engine, int port, Optional<Path> dataDirectory, Map<String, String> settings) {

  /** Where a server comes from. */
  public enum EngineChoice {
    /** A container where a Docker engine answers, else the embedded binaries. */
    ANY,
    /** The embedded binaries, even where a Docker engine answers. */
    EMBEDDED
  }

  public PostgresOptions {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("no TCP port has the number " + port);
    }
    settings.forEach(
        (name, value) -> {
          if ((name + value).chars().anyMatch(Character::isWhitespace)) {
            throw new IllegalArgumentException("server setting " + name + " holds a blank");
          }
        });
    settings = Map.copyOf(settings);
  }

  /**
   * Fast and forgetful: a crash of the machine may lose everything; 200 connections, transactions
   * that are prepared.
   */
  public static PostgresOptions forTests() {
    return durable()
        .withSetting("max_prepared_transactions", "50")
        .withSetting("fsync", "off")
        .withSetting("full_page_writes", "off")
        .withSetting("synchronous_commit", "off");
  }

  /** Commits reach the disk, as in production; 200 connections. */
  public static PostgresOptions durable() {
    return new PostgresOptions(EngineChoice.ANY, 0, Optional.empty(), Map.of())
        .withSetting("fsync", "on")
        .withSetting("synchronous_commit", "on")
        .withSetting("max_connections", "200")
        .withSetting("shared_buffers", "128MB")
        .withSetting("timezone", "UTC");
  }

  /** These options with another choice of engine. */
  public PostgresOptions withEngine(EngineChoice choice) {
    return new PostgresOptions(choice, port, dataDirectory, settings);
  }

  /** These options with a fixed TCP port. */
  public PostgresOptions withPort(int fixed) {
    return new PostgresOptions(engine, fixed, dataDirectory, settings);
  }

  /** These options with a data directory that outlives the server. */
  public PostgresOptions withDataDirectory(Path kept) {
    return new PostgresOptions(engine, port, Optional.of(kept), settings);
  }

  /** These options with one server setting added or replaced. */
  public PostgresOptions withSetting(String name, String value) {
    Map<String, String> changed = new TreeMap<>(settings);
    changed.put(name, value);
    return new PostgresOptions(engine, port, dataDirectory, changed);
  }
}
