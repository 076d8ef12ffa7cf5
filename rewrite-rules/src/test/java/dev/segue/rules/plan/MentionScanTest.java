package dev.segue.rules.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MentionScanTest {

  private final MentionScan scan =
      new MentionScan(List.of("customers", "Line Items", "größe", "a$b", "-x"));

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
        "SELECT 1 FROM \"-x\"",
        "SELECT * FROM U&\"c\\0075stomers\"",
        "SELECT * FROM u&\"x\"",
        "U&\"x\"",
        "customers"
      })
  void findsANameHoweverItIsWritten(String sql) {
    assertThat(scan.mentions(sql)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "&",
        "a",
        "SELECT 1",
        "SELECT * FROM customer, customers2, my_customers, xcustomers",
        "SELECT a & b, u & v, menu&c FROM t",
        "SELECT $1, $tag$ customer $tag$",
        "SELECT a, b FROM t"
      })
  void saysThatOthersAreNotMentioned(String sql) {
    assertThat(scan.mentions(sql)).isFalse();
  }

  @Test
  void aNameWithoutALetterIsMentionedByEveryText() {
    assertThat(new MentionScan(List.of("--")).mentions("SELECT 1")).isTrue();
  }

  /** In a longer text of a table's name PostgreSQL takes the first 63 bytes of it. */
  @Test
  void aNameAsLongAsNamesCanBeIsMentionedByWhatIsCutToIt() {
    String name = "a".repeat(63);
    assertThat(new MentionScan(List.of(name)).mentions("SELECT * FROM " + name + "b")).isTrue();
  }

  @Test
  void findsANameBehindALongWord() {
    assertThat(scan.mentions("SELECT '" + "x".repeat(100_000) + "' FROM customers")).isTrue();
  }

  @Test
  void mentionsInStringsAndCommentsCountSinceNobodyHasReadTheTextYet() {
    assertThat(scan.mentions("SELECT 'customers'")).isTrue();
    assertThat(scan.mentions("SELECT 1 -- customers")).isTrue();
  }

  /** Names and texts of a few letters, so that every length, place and neighbour comes up. */
  @Test
  void findsEveryMentionThatAPatternFinds() {
    Random random = new Random(5);
    for (int round = 0; round < 300; round++) {
      int shortest = 1 + random.nextInt(9);
      List<String> names = new ArrayList<>();
      for (int i = 0; i <= random.nextInt(4); i++) {
        names.add(word(random, shortest + random.nextInt(4)));
      }
      MentionScan some = new MentionScan(names);
      Pattern pattern =
          Pattern.compile(
              "(?<![a-z0-9_$é])("
                  + String.join("|", names.stream().map(Pattern::quote).toList())
                  + ")(?![a-z0-9_$é])");
      for (int i = 0; i < 300; i++) {
        StringBuilder text = new StringBuilder();
        for (int j = 0; j <= random.nextInt(6); j++) {
          text.append(
              random.nextInt(3) == 0
                  ? names.get(random.nextInt(names.size()))
                  : word(random, 1 + random.nextInt(12)));
          text.append(" ,.  _".charAt(random.nextInt(6)));
        }
        String sql = text.toString();
        if (pattern.matcher(sql.toLowerCase(Locale.ROOT)).find()) {
          assertThat(some.mentions(sql)).as("%s in %s", names, sql).isTrue();
        }
      }
    }
  }

  private static String word(Random random, int length) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < length; i++) {
      word.append("abé_1".charAt(random.nextInt(5)));
    }
    return word.toString();
  }

  @Test
  @Timeout(20)
  void oneLongRunOfWhatAlmostIsANameTakesNoMoreThanLinearTime() {
    assertThat(scan.mentions("customer".repeat(1_000_000))).isFalse();
    assertThat(scan.mentions("customer ".repeat(1_000_000))).isFalse();
  }
}
