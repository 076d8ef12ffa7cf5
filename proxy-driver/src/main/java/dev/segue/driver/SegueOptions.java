package dev.segue.driver;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Segue's own options, as the application wrote them in the URL or in the properties; those of the
 * URL count first. Immutable, and equal where all options are.
 *
 * @param values what was given; an option that is missing was not given
 */
public record SegueOptions(Map<Option, String> values) {

  /** The options that Segue takes for itself. */
  public enum Option {
    /** Where the rules are. */
    CONFIG("segue.config", "a path to the rules, or classpath:…; default segue.yaml"),
    /** Where the flags are kept. */
    FLAGS("segue.flags", "memory, file:… or database; over the rules file's"),
    /** Whether statements are rewritten. */
    MODE("segue.mode", "rewrite or observe; over the rules file's"),
    /** The shape that the application's SQL is written for. */
    SPEAKS("segue.speaks", "old, new, or a shape for each migration: users-full-name:new,…"),
    /** The application's name in census and leases. */
    APPLICATION("segue.application", "the name under which this application is counted");

    private final String key;
    private final String description;

    Option(String key, String description) {
      this.key = key;
      this.description = description;
    }

    /** The name of the option in a URL and in properties. */
    public String key() {
      return key;
    }

    /** What the option means, in one line. */
    public String description() {
      return description;
    }

    /** The option of that name, where it is one of Segue's. */
    static Optional<Option> of(String key) {
      return Arrays.stream(values()).filter(option -> option.key.equals(key)).findAny();
    }
  }

  /** Copies the values. */
  public SegueOptions {
    Map<Option, String> copy = new EnumMap<>(Option.class);
    copy.putAll(values);
    values = Map.copyOf(copy);
  }

  /** What the application gave for an option. */
  public Optional<String> get(Option option) {
    return Optional.ofNullable(values.get(option));
  }
}
