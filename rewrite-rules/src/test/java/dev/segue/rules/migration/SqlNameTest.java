package dev.segue.rules.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlNameTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "orders,orders",
        "Orders,orders",
        "\"Orders\",Orders",
        "\"a\"\"b\",a\"b",
        "_a1$,_a1$",
        "größe,größe",
        "\"a.b\",a.b"
      })
  void namesAreFoldedAsInSql(String text, String folded) {
    assertThat(SqlName.parse(text)).contains(List.of(folded));
  }

  @Test
  void dotsJoinParts() {
    assertThat(SqlName.parse("Sales.\"Order Lines\"")).contains(List.of("sales", "Order Lines"));
    assertThat(SqlName.parse("a.b.c")).contains(List.of("a", "b", "c"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1a", "a b", "a.", ".a", "a..b", "\"a", "\"\"", "a-b", "a\"b\"", " a"})
  void otherTextsAreNoNames(String text) {
    assertThat(SqlName.parse(text)).isEmpty();
  }

  @Test
  void namesAreQuotedWhereTheyMustBe() {
    assertThat(new TableName("public", "orders")).hasToString("public.orders");
    assertThat(new TableName("Sales", "a\"b")).hasToString("\"Sales\".\"a\"\"b\"");
  }
}
