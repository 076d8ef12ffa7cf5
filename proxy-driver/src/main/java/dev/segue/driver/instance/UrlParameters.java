package dev.segue.driver.instance;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A JDBC URL and the parameters behind its question mark, as pgjdbc reads them. What is not changed
 * comes out as it was written. Immutable.
 *
 * @param base what stands before the question mark
 * @param parameters in the order of the URL
 */
public record UrlParameters(String base, List<Parameter> parameters) {

  /**
   * One of them.
   *
   * @param text as it is written
   */
  public record Parameter(String text) {

    /** What stands before the equals sign. */
    public String name() {
      int equals = text.indexOf('=');
      return equals < 0 ? text : text.substring(0, equals);
    }

    /** What it says; nothing where there is no equals sign. */
    public String value() {
      int equals = text.indexOf('=');
      return equals < 0
          ? ""
          : URLDecoder.decode(text.substring(equals + 1), StandardCharsets.UTF_8);
    }
  }

  /** Copies the list. */
  public UrlParameters {
    parameters = List.copyOf(parameters);
  }

  /** Takes a URL apart. */
  public static UrlParameters of(String url) {
    int query = url.indexOf('?');
    return query < 0
        ? new UrlParameters(url, List.of())
        : new UrlParameters(
            url.substring(0, query),
            List.of(url.substring(query + 1).split("&", -1)).stream().map(Parameter::new).toList());
  }

  /** The value of a parameter; of several with that name the last one's. */
  public Optional<String> value(String name) {
    return parameters.stream()
        .filter(parameter -> parameter.name().equals(name))
        .map(Parameter::value)
        .reduce((first, last) -> last);
  }

  /** Those whose names are not among these. */
  public UrlParameters without(Predicate<String> names) {
    return new UrlParameters(
        base, parameters.stream().filter(parameter -> !names.test(parameter.name())).toList());
  }

  /** The URL. */
  public String url() {
    return parameters.isEmpty()
        ? base
        : parameters.stream().map(Parameter::text).collect(Collectors.joining("&", base + "?", ""));
  }
}
