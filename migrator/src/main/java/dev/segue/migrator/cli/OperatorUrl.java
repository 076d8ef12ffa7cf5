package dev.segue.migrator.cli;

import dev.segue.migrator.MigratorException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postgresql.Driver;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A JDBC URL as the operator gives it: the application's own will do, and leads past Segue here.
 *
 * @param url PostgreSQL's, without Segue's parameters
 * @param options Segue's parameters
 */
record OperatorUrl(String url, Map<String, String> options) {

  private static final String SEGUE = "jdbc:segue:";
  private static final String POSTGRESQL = "jdbc:postgresql:";

  OperatorUrl {
    options = Map.copyOf(options);
  }

  static OperatorUrl parse(String text) {
    String plain = text.startsWith(SEGUE) ? "jdbc:" + text.substring(SEGUE.length()) : text;
    int query = plain.indexOf('?');
    Map<String, String> options = new HashMap<>();
    List<String> rest = new ArrayList<>();
    if (query >= 0) {
      for (String parameter : plain.substring(query + 1).split("&", -1)) {
        int equals = parameter.indexOf('=');
        if (parameter.startsWith("segue.") && equals > 0) {
          options.put(
              parameter.substring(0, equals),
              URLDecoder.decode(parameter.substring(equals + 1), StandardCharsets.UTF_8));
        } else {
          rest.add(parameter);
        }
      }
    }
    String base = query < 0 ? plain : plain.substring(0, query);
    String url = rest.isEmpty() ? base : base + "?" + String.join("&", rest);
    if (!url.startsWith(POSTGRESQL) || Driver.parseURL(url, null) == null) {
      throw MigratorException.badInput(
          "the URL is not one of PostgreSQL",
          "It must begin with jdbc:postgresql: or jdbc:segue:postgresql:.",
          "Write it as in jdbc:postgresql://localhost:5432/shop?user=me.");
    }
    return new OperatorUrl(url, options);
  }

  Optional<String> config() {
    return Optional.ofNullable(options.get("segue.config"));
  }

  Optional<String> flags() {
    return Optional.ofNullable(options.get("segue.flags"));
  }

  PGSimpleDataSource dataSource() {
    PGSimpleDataSource dataSource = new PGSimpleDataSource();
    dataSource.setUrl(url);
    if (dataSource.getApplicationName() == null) {
      dataSource.setApplicationName("segue");
    }
    return dataSource;
  }
}
