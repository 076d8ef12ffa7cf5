package dev.segue.rules.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.rules.plan.MentionScan.Mention;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MentionScanTest {

  private final MentionScan scan =
      new MentionScan(List.of("customers", "Line Items", "größe", "a$b"), List.of("commit"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM customers",
        "SELECT * FROM CuStOmErS",
        "select*from\"customers\"where 1=1",
        "SELECT * FROM public.customers",
        "SELECT 1 FROM \"Line Items\"",
        "SELECT 1 FROM line",
        "SELECT 1 FROM GRÖSSE, größe",
        "SELECT 1 FROM a$b",
        "SELECT * FROM U&\"c\\0075stomers\"",
        "SELECT * FROM u&\"x\"",
        "customers"
      })
  void findsANameHoweverItIsWritten(String sql) {
    assertThat(scan.scan(sql)).isEqualTo(Mention.NAME);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "SELECT 1",
        "SELECT * FROM customer, customers2, my_customers, xcustomers",
        "SELECT a & b, u & v FROM t",
        "SELECT $1, $tag$ customer $tag$",
        "SELECT a, b FROM t"
      })
  void saysThatOthersAreNotMentioned(String sql) {
    assertThat(scan.scan(sql)).isEqualTo(Mention.NOTHING);
  }

  @Test
  void aNameCountsForMoreThanACommand() {
    assertThat(scan.scan("COMMIT")).isEqualTo(Mention.COMMAND);
    assertThat(scan.scan("COMMIT; SELECT * FROM customers")).isEqualTo(Mention.NAME);
  }

  @Test
  void findsANameBehindALongWord() {
    assertThat(scan.scan("SELECT '" + "x".repeat(100_000) + "' FROM customers"))
        .isEqualTo(Mention.NAME);
  }

  @Test
  void mentionsInStringsAndCommentsCountSinceNobodyHasReadTheTextYet() {
    assertThat(scan.scan("SELECT 'customers'")).isEqualTo(Mention.NAME);
    assertThat(scan.scan("SELECT 1 -- customers")).isEqualTo(Mention.NAME);
  }
}
