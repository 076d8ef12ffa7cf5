package dev.segue.driver;

import dev.segue.driver.SegueOptions.Option;
import dev.segue.driver.instance.UrlParameters;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * What an application asked {@link SegueDriver} for, taken apart: Segue's own options, and the URL
 * and the properties that the wrapped driver is to see, which are the application's byte for byte.
 *
 * @param url the wrapped driver's URL
 * @param properties the wrapped driver's properties; defaults are kept, as values of their own
 * @param options what was meant for Segue
 */
record ConnectionRequest(String url, Properties properties, SegueOptions options) {

  static final String PREFIX = "jdbc:segue:";

  static boolean isForSegue(String url) {
    return url != null && url.startsWith(PREFIX) && url.length() > PREFIX.length();
  }

  static ConnectionRequest of(String segueUrl, Properties info) {
    Map<Option, String> options = new EnumMap<>(Option.class);
    Properties properties = withoutOptions(info == null ? new Properties() : info, options);
    String url = "jdbc:" + withoutOptions(segueUrl.substring(PREFIX.length()), options);
    return new ConnectionRequest(url, properties, new SegueOptions(options));
  }

  /** Values that are not strings stay too: some drivers take objects there. */
  private static Properties withoutOptions(Properties info, Map<Option, String> options) {
    Properties rest = new Properties();
    info.forEach(rest::put);
    for (String name : info.stringPropertyNames()) {
      Optional<Option> option = Option.of(name);
      if (option.isPresent()) {
        options.put(option.get(), info.getProperty(name));
        rest.remove(name);
      } else {
        rest.setProperty(name, info.getProperty(name));
      }
    }
    return rest;
  }

  private static String withoutOptions(String url, Map<Option, String> options) {
    UrlParameters parameters = UrlParameters.of(url);
    parameters
        .parameters()
        .forEach(
            parameter ->
                Option.of(parameter.name())
                    .ifPresent(option -> options.put(option, parameter.value())));
    return parameters.without(name -> Option.of(name).isPresent()).url();
  }
}
