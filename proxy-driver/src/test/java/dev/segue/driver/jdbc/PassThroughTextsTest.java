package dev.segue.driver.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PassThroughTextsTest {

  private final PassThroughTexts texts = new PassThroughTexts();

  @Test
  void aTextIsKnownOnceAdded() {
    assertThat(texts.contains("SELECT 1")).isFalse();
    texts.add("SELECT 1");
    assertThat(texts.contains("SELECT 1")).isTrue();
    assertThat(texts.contains(new StringBuilder("SELECT ").append(1).toString())).isTrue();
  }

  @Test
  void textsOfTheSameHashAreToldApart() {
    texts.add("SELECT 'Aa'");

    assertThat("SELECT 'BB'").hasSameHashCodeAs("SELECT 'Aa'");
    assertThat(texts.contains("SELECT 'BB'")).isFalse();
    texts.add("SELECT 'BB'");
    assertThat(texts.contains("SELECT 'Aa'")).isTrue();
    assertThat(texts.contains("SELECT 'BB'")).isTrue();
  }

  @Test
  void theNumberOfTextsIsBounded() {
    IntStream.range(0, 100_000).forEach(i -> texts.add("SELECT " + i));

    assertThat(IntStream.range(0, 100_000).filter(i -> texts.contains("SELECT " + i)).count())
        .isBetween(100L, 1024L);
  }

  @Test
  void longTextsAreNotKept() {
    String text = "SELECT '" + "x".repeat(10_000) + "'";
    texts.add(text);

    assertThat(texts.contains(text)).isFalse();
  }
}
