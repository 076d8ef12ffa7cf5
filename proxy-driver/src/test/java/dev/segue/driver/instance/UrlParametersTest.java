package dev.segue.driver.instance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UrlParametersTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql:db",
        "jdbc:postgresql://h/db?",
        "jdbc:postgresql://h/db?ssl",
        "jdbc:postgresql://h/db?a=%20b+c&&a=2&"
      })
  void whatIsNotChangedComesOutAsItWasWritten(String url) {
    assertThat(UrlParameters.of(url).without(name -> name.equals("b")).url()).isEqualTo(url);
  }

  @Test
  void theLastValueCountsAndIsDecoded() {
    UrlParameters parameters = UrlParameters.of("jdbc:postgresql://h/db?a=1&ssl&a=%20b+c=d");

    assertThat(parameters.value("a")).contains(" b c=d");
    assertThat(parameters.value("ssl")).contains("");
    assertThat(parameters.value("b")).isEmpty();
    assertThat(parameters.without(name -> name.equals("a")).url())
        .isEqualTo("jdbc:postgresql://h/db?ssl");
  }
}
