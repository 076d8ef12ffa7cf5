package dev.segue.driver.instance;

import java.util.Optional;
import java.util.Properties;

/**
 * What an instance is started with. Connections with equal settings share one.
 *
 * @param url the wrapped driver's URL
 * @param properties the wrapped driver's properties
 * @param config where the rules are; empty for the usual places
 * @param flags where the flags are kept, over the rules file's
 * @param mode over the rules file's
 * @param speaks the shapes that the application speaks
 * @param application the name under which it is counted
 */
public record InstanceSettings(
    String url,
    Properties properties,
    Optional<String> config,
    Optional<String> flags,
    Optional<String> mode,
    Optional<String> speaks,
    Optional<String> application) {

  /** Copies the properties, which a driver may change. */
  public InstanceSettings {
    Properties copy = new Properties();
    copy.putAll(properties);
    properties = copy;
  }

  /** Shows no URL and no property: there are passwords in them. */
  @Override
  public String toString() {
    return "settings of " + application.orElse("an application");
  }
}
