package dev.segue.driver;

import dev.segue.driver.SegueOptions.Option;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
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
    int query = url.indexOf('?');
    if (query < 0) {
      return url;
    }
    StringBuilder rest = new StringBuilder();
    boolean found = false;
    for (String parameter : url.substring(query + 1).split("&", -1)) {
      int equals = parameter.indexOf('=');
      Optional<Option> option = Option.of(equals < 0 ? parameter : parameter.substring(0, equals));
      if (option.isPresent()) {
        found = true;
        options.put(option.get(), equals < 0 ? "" : decode(parameter.substring(equals + 1)));
      } else {
        rest.append(rest.isEmpty() ? '?' : '&').append(parameter);
      }
    }
    return found ? url.substring(0, query) + rest : url;
  }

  /** As pgjdbc reads its own parameters. */
  private static String decode(String value) {
    return URLDecoder.decode(value, StandardCharsets.UTF_8);
  }
}
