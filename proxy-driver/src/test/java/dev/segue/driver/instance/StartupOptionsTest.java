package dev.segue.driver.instance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartupOptionsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -c statement_timeout=1                                |
          -cstatement_timeout=1 --lock-timeout=5                |
          -S 64MB -e -c search_path=a                           |
          endpoint=calm-sea                                     | endpoint=calm-sea
          endpoint=calm-sea -c statement_timeout=1              | endpoint=calm-sea
          -c statement_timeout=1 endpoint=calm-sea              | endpoint=calm-sea
          -c role=app -c statement_timeout=1                    | -crole=app
          --ROLE=our\\ app --search_path=a,\\ b                 | --ROLE=our\\ app
          """)
  void settingsOfTheSessionAreLeftOutAndItsRoleIsKept(String given, String kept) {
    assertThat(StartupOptions.parse(given).withoutSettings()).isEqualTo(kept == null ? "" : kept);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -c search_path=a                              | a
          -csearch_path=a,b                             | a,b
          --search-path=a -c Search_Path=b,\\ \\"C\\"   | b, "C"
          -c search_path=                               | ''
          """)
  void aSettingIsReadAsTheServerReadsIt(String given, String value) {
    assertThat(StartupOptions.parse(given).setting("search_path")).contains(value);
  }

  @Test
  void aSettingThatIsNotThereHasNoValue() {
    assertThat(StartupOptions.parse("").setting("search_path")).isEmpty();
    assertThat(StartupOptions.parse("-c my.search_path=a search_path=b").setting("search_path"))
        .isEmpty();
  }
}
