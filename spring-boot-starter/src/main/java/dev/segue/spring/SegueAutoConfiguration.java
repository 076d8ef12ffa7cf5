package dev.segue.spring;

import java.util.Map;
import javax.sql.DataSource;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The actuator endpoint {@code segue} and the health indicator of the same name, over every data
 * source whose connections are Segue's. Metrics need nothing: the driver's counters are in
 * Micrometer's global registry, which Spring Boot's registries are part of ({@code
 * management.metrics.use-global-registry}).
 */
@AutoConfiguration(
    afterName = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration")
@EnableConfigurationProperties(SegueProperties.class)
public class SegueAutoConfiguration {

  /** Called by Spring Boot. */
  public SegueAutoConfiguration() {}

  /** Where the application has the actuator. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(Endpoint.class)
  @ConditionalOnBean(DataSource.class)
  static class WithActuator {

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnAvailableEndpoint
    SegueEndpoint segueEndpoint(Map<String, DataSource> sources) {
      return new SegueEndpoint(sources);
    }
  }

  /** Where the application has health indicators. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(HealthIndicator.class)
  @ConditionalOnBean(DataSource.class)
  static class WithHealth {

    @Bean
    @ConditionalOnMissingBean(name = "segueHealthIndicator")
    @ConditionalOnEnabledHealthIndicator("segue")
    SegueHealthIndicator segueHealthIndicator(Map<String, DataSource> sources) {
      return new SegueHealthIndicator(sources);
    }
  }
}
