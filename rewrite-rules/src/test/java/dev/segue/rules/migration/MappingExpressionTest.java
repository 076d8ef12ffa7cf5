package dev.segue.rules.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.rules.sql.LexicalSettings;
import dev.segue.rules.sql.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingExpressionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "(amount * 100)::bigint       ; (n.amount * 100)::bigint",
        "amount                       ; n.amount",
        "amount+amount                ; n.amount+n.amount",
        "coalesce(AMOUNT, 0)          ; coalesce(n.amount, 0)",
        "CASE\"amount\"WHEN 1 THEN 2 END ; CASE n.amount WHEN 1 THEN 2 END",
        "'amount' || \"amount\"       ; 'amount' || n.amount",
        "1                            ; 1",
      })
  void columnsAreReplacedAndNothingElse(String mapping, String replaced) {
    assertThat(read(mapping).replacingColumns(column -> "n." + column)).isEqualTo(replaced);
  }

  @Test
  void whatItRefersToAndCallsIsKnown() {
    MappingExpression mapping = read("lower(my.f(name)) || coalesce(name, CURRENT_DATE::text)");
    assertThat(mapping.columnReferences())
        .extracting(reference -> reference.fields().get(0).name())
        .containsExactly("name", "name");
    assertThat(mapping.functionCalls())
        .extracting(call -> call.name().name())
        .containsExactly("lower", "f", "coalesce", "current_date");
    assertThat(mapping.isColumn()).isFalse();
  }

  @Test
  void aColumnAloneIsWrittenSafely() {
    MappingExpression mapping = MappingExpression.column("select \"x\"", 1);
    assertThat(mapping.sql()).isEqualTo("\"select \"\"x\"\"\"");
    assertThat(mapping.isColumn()).isTrue();
    assertThat(read(mapping.sql()).tree()).isEqualTo(mapping.tree());
  }

  private static MappingExpression read(String sql) {
    return new MappingExpression(sql, 1, Parser.parseExpression(sql, LexicalSettings.POSTGRES));
  }
}
