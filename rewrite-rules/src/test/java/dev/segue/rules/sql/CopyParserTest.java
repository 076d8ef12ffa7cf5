package dev.segue.rules.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.rules.sql.tree.Identifier;
import dev.segue.rules.sql.tree.Statement;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CopyParserTest {

  private static Statement.Copy copy(String sql) {
    return (Statement.Copy) Parser.parse(sql, LexicalSettings.JDBC).statements().get(0);
  }

  private static String words(List<Identifier> names) {
    return names.stream().map(Identifier::name).collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "COPY t FROM STDIN | t | `` | ``",
        "COPY s.t (a, \"B\") TO STDOUT | s.t (a, \"B\") | a B | ``",
        "COPY t TO '/tmp/x' WITH CSV HEADER FORCE QUOTE a, b | t | `` | a b",
        "COPY t FROM STDIN CSV FORCE NOT NULL a NULL 'x' | t | `` | a",
        "COPY t TO STDOUT (FORMAT csv, FORCE_QUOTE (a, b), DELIMITER ';') | t | `` | a b",
        "COPY t TO STDOUT (FORMAT csv, FORCE_QUOTE *) | t | `` | ``",
        "COPY t FROM PROGRAM 'cat' (FORCE_NULL (a), FORCE_NOT_NULL (b)) WHERE c > 1 | t | `` | a b",
      })
  void namesThatOptionsHaveAreFound(String sql, String subject, String columns, String named) {
    Statement.Copy copy = copy(sql);
    assertThat(copy.subject().of(sql)).isEqualTo(subject);
    assertThat(words(copy.columns())).isEqualTo(columns);
    assertThat(words(copy.options().columns())).isEqualTo(named);
    assertThat(copy.span().of(sql)).isEqualTo(sql);
  }

  @Test
  void optionsThatDependOnColumnsAreTold() {
    assertThat(copy("COPY t FROM STDIN (HEADER match)").options().headerMatches()).isTrue();
    assertThat(copy("COPY t FROM STDIN (HEADER 'match')").options().headerMatches()).isTrue();
    assertThat(copy("COPY t FROM STDIN (HEADER true)").options().headerMatches()).isFalse();
    assertThat(copy("COPY t FROM STDIN (DEFAULT 'd')").options().defaults()).isTrue();
    assertThat(copy("COPY t FROM STDIN").options().defaults()).isFalse();
    assertThat(copy("COPY BINARY t FROM STDIN").oldForm()).isTrue();
    assertThat(copy("COPY t FROM STDIN USING DELIMITERS ';'").oldForm()).isTrue();
    assertThat(copy("COPY t FROM STDIN DELIMITER ';'").oldForm()).isFalse();
    assertThat(copy("COPY t FROM STDIN WHERE a > 1").where()).isPresent();
    assertThat(copy("COPY t FROM STDIN").from()).isTrue();
    assertThat(copy("COPY t TO STDOUT").from()).isFalse();
  }

  @Test
  void whatIsNoCopyIsUnreadable() {
    assertThatThrownBy(() -> copy("COPY t STDIN")).isInstanceOf(SqlSyntaxException.class);
    assertThatThrownBy(() -> copy("COPY t (a FROM STDIN")).isInstanceOf(SqlSyntaxException.class);
  }
}
