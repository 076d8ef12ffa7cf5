package dev.segue.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PercentageTest {

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "0.01,1",
    "0.25,25",
    "25,2500",
    "25%,2500",
    "' 25 % ',2500",
    "99.99,9999",
    "100,10000",
    "100.00%,10000",
    "1.500,150"
  })
  void stepsOfAHundredthOfAPercentAreRead(String text, int basisPoints) {
    assertThat(Percentage.parse(text).basisPoints()).isEqualTo(basisPoints);
  }

  @ParameterizedTest
  @CsvSource({
    "140,out of the range 0 to 100",
    "-1,out of the range 0 to 100",
    "100.01,out of the range 0 to 100",
    "abc,not a number",
    "'',not a number",
    "%,not a number",
    "1e1,not a number",
    "NaN,not a number",
    "'1,5',not a number",
    "0.001,finer than the steps of 0.01 %",
  })
  void otherTextIsRefusedWithTheReasonAndTheWayOut(String text, String reason) {
    assertThatThrownBy(() -> Percentage.parse(text))
        .isInstanceOf(FlagException.class)
        .hasMessageStartingWith("\"" + text + "\" is not a percentage\nDetail: ")
        .hasMessageContaining(reason)
        .hasMessageContaining("\nHint: Give a number from 0 to 100");
  }

  @Test
  void itsTextIsReadBack() {
    for (int basisPoints = 0; basisPoints <= Percentage.WHOLE; basisPoints++) {
      Percentage percentage = new Percentage(basisPoints);
      assertThat(Percentage.parse(percentage.toString())).isEqualTo(percentage);
      assertThat(Percentage.parse(percentage.number())).isEqualTo(percentage);
    }
  }

  @Test
  void aLongTextIsCutInTheMessage() {
    assertThatThrownBy(() -> Percentage.parse("9".repeat(100_000)))
        .satisfies(e -> assertThat(e.getMessage().length()).isLessThan(300));
  }
}
