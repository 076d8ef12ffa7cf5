package dev.segue.benchmarks.peers;

import dev.segue.benchmarks.Wrapping;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.apache.shardingsphere.driver.api.yaml.YamlShardingSphereDataSourceFactory;

/** Wrappers of JDBC that do something else than Segue, and have the same way to go. */
enum Peer implements Wrapping {
  /** Amazon's, without plugins. */
  AWS {
    @Override
    public Open open(String url) throws SQLException {
      Properties plain = new Properties();
      plain.setProperty("wrapperPlugins", "");
      // It looks for a host and a database in every URL.
      String complete = url.contains("//") ? url : url + "//localhost/stub";
      return new Open(DriverManager.getConnection(prefixed("aws-wrapper", complete), plain));
    }
  },
  /** Without a log. */
  P6SPY {
    @Override
    public Open open(String url) throws SQLException {
      System.setProperty("p6spy.config.modulelist", "com.p6spy.engine.spy.P6SpyFactory");
      return new Open(DriverManager.getConnection(prefixed("p6spy", url)));
    }
  },
  /** Without an exporter: what it does where nothing is set up. */
  OPENTELEMETRY {
    @Override
    public Open open(String url) throws SQLException {
      return new Open(DriverManager.getConnection(prefixed("otel", url)));
    }
  },
  /** Without a listener. */
  DATASOURCE_PROXY {
    @Override
    public Open open(String url) throws SQLException {
      return new Open(
          ProxyDataSourceBuilder.create(new DriverManagerDataSource(url)).build().getConnection());
    }
  },
  /** One source, none of its tables sharded. It reads the schema: not over the stub driver. */
  SHARDINGSPHERE {
    @Override
    public Open open(String url) throws SQLException {
      String configuration =
          """
          databaseName: shop
          dataSources:
            only:
              dataSourceClassName: org.apache.commons.dbcp2.BasicDataSource
              url: "%s"
              username: postgres
              maxTotal: 1
          rules:
            - !SINGLE
              tables: ["*.*.*"]
          """
              .formatted(url);
      try {
        DataSource source =
            YamlShardingSphereDataSourceFactory.createDataSource(
                configuration.getBytes(StandardCharsets.UTF_8));
        return new Open(source.getConnection(), (AutoCloseable) source);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  };

  private static String prefixed(String wrapper, String url) {
    return "jdbc:" + wrapper + ":" + url.substring("jdbc:".length());
  }

  /** The driver of a URL, for who wraps data sources alone. */
  private record DriverManagerDataSource(String url) implements DataSource {
    @Override
    public Connection getConnection() throws SQLException {
      return DriverManager.getConnection(url);
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
      return DriverManager.getConnection(url, user, password);
    }

    @Override
    public PrintWriter getLogWriter() {
      return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
      return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
      throw new SQLFeatureNotSupportedException("no logger", "0A000");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
      throw new SQLException("wraps nothing", "0A000");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
      return false;
    }
  }
}
