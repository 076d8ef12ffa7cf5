package dev.segue.rules.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LexerTest {
  private static final LexicalSettings BACKSLASHES = new LexicalSettings(false, false);

  private static List<String> tokens(String sql, LexicalSettings settings) {
    Lexer lexer = new Lexer(sql, settings);
    List<String> tokens = new ArrayList<>();
    while (lexer.next() != Token.END_OF_TEXT) {
      tokens.add(sql.substring(lexer.start(), lexer.end()));
    }
    return tokens;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "a+-1 ~ a|+|-|1",
        "a*-1 ~ a|*|-|1",
        "a@-1 ~ a|@-|1",
        "a<>-1 ~ a|<>|-|1",
        "a- -b ~ a|-|-|b",
        "a=--c ~ a|=",
        "a+/*c*/b ~ a|+|b",
        "a::b:=c=>d ~ a|::|b|:=|c|=>|d",
        "1.5e+3.e2 ~ 1.5e+3|.|e2",
        "1..10 ~ 1|..|10",
        ".5 5. ~ .5|5.",
        "0x1F 0o17 0b01 1_000 ~ 0x1F|0o17|0b01|1_000",
        "0xg 1e 1_ ~ 0|xg|1|e|1|_",
        "$1$a$b$a$c ~ $1|$a$b$a$|c",
        "a$b $$it's$$ ~ a$b|$$it's$$",
        "'it''s' e'it\\'s' ~ 'it''s'|e'it\\'s'",
        "N'a' b'01' X'1f' ~ N|'a'|b'01'|X'1f'",
        "U&\"a\"\"b\" U&'x' uescape '!' ~ U&\"a\"\"b\"|U&'x' uescape '!'",
        "/* a /* b */ c */d--e ~ d",
        "a?b ?| c ~ a|?|b|?||c",
        "größe ~ größe"
      })
  void cutsAsPostgresDoes(String sql, String expected) {
    assertThat(String.join("|", tokens(sql, LexicalSettings.POSTGRES))).isEqualTo(expected);
  }

  @Test
  void stringsContinueOnTheNextLineOnly() {
    assertThat(tokens("'a' -- c\n 'b' 'c'", LexicalSettings.POSTGRES))
        .containsExactly("'a' -- c\n 'b'", "'c'");
    assertThat(tokens("'a' /* \n */ 'b'", LexicalSettings.POSTGRES)).containsExactly("'a'", "'b'");
  }

  @Test
  void backslashEscapesAQuoteOnlyWithoutStandardConformingStrings() {
    assertThat(tokens("'\\' || 'a'", LexicalSettings.POSTGRES))
        .containsExactly("'\\'", "||", "'a'");
    assertThat(tokens("'\\' || 'a' '", BACKSLASHES)).containsExactly("'\\' || '", "a", "' '");
  }

  @Test
  void questionMarksAreParametersInJdbcAndDoubledOnesOperators() {
    assertThat(tokens("a=? b??c d??|? ?,?", LexicalSettings.JDBC))
        .containsExactly("a", "=", "?", "b", "??", "c", "d", "??|", "?", "?", ",", "?");
    assertThat(new Lexer("?", LexicalSettings.JDBC).next()).isEqualTo(Token.PARAMETER);
    assertThat(new Lexer("?", LexicalSettings.POSTGRES).next()).isEqualTo(Token.OPERATOR);
  }

  @Test
  void everyKeywordIsFoundInAnyCase() {
    for (Token token : Token.values()) {
      if (token.isKeyword()) {
        assertThat(new Lexer(token.text(), LexicalSettings.POSTGRES).next()).isEqualTo(token);
        String upper = token.text().toUpperCase(java.util.Locale.ROOT);
        assertThat(new Lexer(upper, LexicalSettings.POSTGRES).next()).isEqualTo(token);
      }
    }
    assertThat(new Lexer("ſelect", LexicalSettings.POSTGRES).next()).isEqualTo(Token.IDENTIFIER);
  }

  @Test
  void mistakesTellTheirPlace() {
    assertThatThrownBy(() -> tokens("SELECT 'a", LexicalSettings.POSTGRES))
        .isInstanceOf(SqlSyntaxException.class)
        .hasMessage("unterminated quoted string")
        .extracting(e -> ((SqlSyntaxException) e).position())
        .isEqualTo(7);
  }
}
