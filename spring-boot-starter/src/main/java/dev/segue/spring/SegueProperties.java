package dev.segue.spring;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The driver's options as properties of the application. An option that stands in the URL counts
 * before the property.
 *
 * @param config where the rules are: a path, or classpath: and a resource
 * @param flags where the flags are kept: memory, file: and a path, or database
 * @param mode whether statements are rewritten: rewrite or observe
 * @param speaks the shape that the application's SQL is written for: old, new, or one for each
 *     migration, as in customers-full-name:new
 * @param application the name under which this application is counted
 */
@ConfigurationProperties("segue")
public record SegueProperties(
    String config, String flags, String mode, String speaks, String application) {

  /** What is set, by the name that it has in a URL. */
  Map<String, String> options() {
    Map<String, String> options = new LinkedHashMap<>();
    put(options, "segue.config", config);
    put(options, "segue.flags", flags);
    put(options, "segue.mode", mode);
    put(options, "segue.speaks", speaks);
    put(options, "segue.application", application);
    return options;
  }

  private static void put(Map<String, String> options, String name, String value) {
    if (value != null && !value.isBlank()) {
      options.put(name, value);
    }
  }
}
