package dev.segue.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.driver.jdbc.SegueConnection;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Arrays;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class SegueDriverTest {

  private final SegueDriver driver = new SegueDriver();

  @Test
  void driverManagerFindsItByItsPrefix() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:segue:stub:")) {
      assertThat(connection).isInstanceOf(SegueConnection.class);
      try (var statement = connection.prepareStatement("SELECT ?");
          var rows = statement.executeQuery()) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getInt(1)).isEqualTo(1);
        assertThat(rows.next()).isFalse();
      }
    }
  }

  @Test
  void otherUrlsAreLeftToOtherDrivers() throws SQLException {
    assertThat(driver.acceptsURL("jdbc:postgresql://host/db")).isFalse();
    assertThat(driver.acceptsURL("jdbc:segue:")).isFalse();
    assertThat(driver.acceptsURL(null)).isFalse();
    assertThat(driver.connect("jdbc:postgresql://host/db", new Properties())).isNull();
    assertThat(driver.getPropertyInfo("jdbc:postgresql://host/db", null)).isEmpty();
  }

  @Test
  void aUrlThatNoDriverKnowsFailsWithoutItsSecrets() {
    assertThatThrownBy(() -> driver.connect("jdbc:segue:nothing:db", new Properties()))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("No suitable driver")
        .extracting(e -> ((SQLException) e).getSQLState())
        .isEqualTo("08001");
  }

  @Test
  void itDescribesItsOwnPropertiesAndTheWrappedDrivers() throws SQLException {
    var properties =
        driver.getPropertyInfo("jdbc:segue:postgresql://host/db?segue.mode=observe", null);

    assertThat(Arrays.stream(properties).map(property -> property.name))
        .contains("segue.config", "segue.flags", "segue.mode", "segue.speaks", "segue.application")
        .contains("PGHOST", "user", "password");
    assertThat(properties)
        .filteredOn(property -> property.name.equals("segue.mode"))
        .allSatisfy(property -> assertThat(property.value).isEqualTo("observe"));
  }

  @Test
  void itHasNoParentLogger() {
    assertThatThrownBy(driver::getParentLogger).isInstanceOf(SQLFeatureNotSupportedException.class);
    assertThat(driver.jdbcCompliant()).isFalse();
  }
}
