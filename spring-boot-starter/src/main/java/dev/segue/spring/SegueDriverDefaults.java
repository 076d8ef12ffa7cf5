package dev.segue.spring;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Where {@code spring.datasource.url} is one of Segue's, gives {@code
 * spring.datasource.driver-class-name} the driver's name, which Spring Boot cannot tell from that
 * prefix, unless the application has set it; and puts the options of {@link SegueProperties} into
 * the URL. Other URLs are left alone.
 */
public final class SegueDriverDefaults implements EnvironmentPostProcessor, Ordered {

  private static final String URL = "spring.datasource.url";
  private static final String DRIVER = "spring.datasource.driver-class-name";
  private static final String PREFIX = "jdbc:segue:";

  /** Called by Spring Boot. */
  public SegueDriverDefaults() {}

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    Binder binder = Binder.get(environment);
    String url = binder.bind(URL, String.class).orElse("");
    if (!url.startsWith(PREFIX)) {
      return;
    }
    environment
        .getPropertySources()
        .addLast(
            new MapPropertySource("segueDriver", Map.of(DRIVER, "dev.segue.driver.SegueDriver")));
    String withOptions =
        binder
            .bind("segue", SegueProperties.class)
            .map(properties -> with(properties.options(), url))
            .orElse(url);
    if (!withOptions.equals(url)) {
      environment
          .getPropertySources()
          .addFirst(new MapPropertySource("segueOptions", Map.of(URL, withOptions)));
    }
  }

  /** An option that the URL has already stays as it is. */
  private static String with(Map<String, String> options, String url) {
    StringBuilder all = new StringBuilder(url);
    options.forEach(
        (name, value) -> {
          if (!url.contains("?" + name + "=") && !url.contains("&" + name + "=")) {
            all.append(all.indexOf("?") < 0 ? '?' : '&').append(name).append('=');
            all.append(URLEncoder.encode(value, StandardCharsets.UTF_8));
          }
        });
    return all.toString();
  }

  /** After what reads the application's configuration files. */
  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }
}
