package dev.segue.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.driver.SegueOptions.Option;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionRequestTest {

  @ParameterizedTest
  @CsvSource({
    "postgresql://h:1/db, postgresql://h:1/db",
    "postgresql://h/db?ssl=true&x=%20a+b, postgresql://h/db?ssl=true&x=%20a+b",
    "postgresql://h/db?segue.mode=observe, postgresql://h/db",
    "postgresql://h/db?a=1&segue.mode=observe&b=2, postgresql://h/db?a=1&b=2",
    "postgresql://h/db?segue.mode=observe&b=2&, postgresql://h/db?b=2&",
    "postgresql://h/db?segue.other=1, postgresql://h/db?segue.other=1",
    "h2:mem:x;MODE=PostgreSQL, h2:mem:x;MODE=PostgreSQL",
  })
  void theWrappedDriversUrlIsTheApplicationsWithoutOurOptions(String given, String wrapped) {
    assertThat(ConnectionRequest.of("jdbc:segue:" + given, null).url())
        .isEqualTo("jdbc:" + wrapped);
  }

  @Test
  void optionsOfTheUrlCountBeforeThoseOfTheProperties() {
    Properties info = new Properties();
    info.setProperty("segue.mode", "rewrite");
    info.setProperty("segue.application", "shop");
    var request =
        ConnectionRequest.of(
            "jdbc:segue:postgresql://h/db?segue.mode=observe&segue.config=a%2Fb.yaml", info);

    assertThat(request.options().values())
        .isEqualTo(
            Map.of(Option.MODE, "observe", Option.CONFIG, "a/b.yaml", Option.APPLICATION, "shop"));
    assertThat(request.properties()).isEmpty();
  }

  @Test
  void defaultsOfPropertiesReachTheWrappedDriver() {
    Properties defaults = new Properties();
    defaults.setProperty("user", "ann");
    defaults.setProperty("segue.flags", "memory");
    Properties info = new Properties(defaults);
    info.setProperty("password", "secret");
    var request = ConnectionRequest.of("jdbc:segue:stub:", info);

    assertThat(request.properties())
        .containsExactlyInAnyOrderEntriesOf(Map.of("user", "ann", "password", "secret"));
    assertThat(request.options().get(Option.FLAGS)).contains("memory");
  }

  @Test
  void theApplicationsPropertiesAreNotTouched() {
    Properties info = new Properties();
    info.setProperty("segue.mode", "observe");
    ConnectionRequest.of("jdbc:segue:stub:", info);

    assertThat(info).containsKey("segue.mode");
  }

  @Test
  void valuesThatAreNoStringsReachTheWrappedDriver() {
    Properties info = new Properties();
    info.put("socketFactory", this);

    assertThat(ConnectionRequest.of("jdbc:segue:stub:", info).properties())
        .containsEntry("socketFactory", this);
  }
}
