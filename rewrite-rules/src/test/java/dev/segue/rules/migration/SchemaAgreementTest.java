package dev.segue.rules.migration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** One edit of a good file at a time: the schema and the reader say the same to each. */
class SchemaAgreementTest {

  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(
              SchemaAgreementTest.class.getResourceAsStream("/segue.schema.json"),
              InputFormat.JSON);

  private static final String SHOP =
      RulesFileCase.in("good")
          .filter(f -> f.name().equals("shop.yaml"))
          .findFirst()
          .orElseThrow()
          .text();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          mode: rewrite                 | mode: observe            | true
          mode: rewrite                 | mode: Observe            | false
          mode: rewrite                 | mode:                    | false
          flags: database               | flags: memory            | true
          flags: database               | flags: file:a b.txt      | true
          flags: database               | flags: Memory            | false
          flags: database               | flags: file              | false
          flags: database               | flags: 1                 | false
          segue: 1                      | segue: 2                 | false
          segue: 1                      | segue: true              | false
          segue: 1                      | version: 1               | false
          customers-full-name:          | c2:                      | true
          customers-full-name:          | c_2:                     | false
          customers-full-name:          | c--2:                    | false
          customers-full-name:          | 2c:                      | false
          table: public.customers       | table: customers         | true
          table: public.customers       | table: '"A".customers'   | true
          table: public.customers       | table: a.b.c             | false
          table: public.customers       | table: a b               | false
          table: public.customers       | table: [a]               | false
          table: public.customers       | sticky: key              | false
          rename: { name: full_name }   | sticky: key              | false
          rename: { name: full_name }   | rename: { }              | false
          rename: { name: full_name }   | rename: { a: b, c: d }   | true
          rename: { name: full_name }   | rename: { a: 1 }         | false
          rename: { name: full_name }   | rename: { a-b: c }       | false
          rename: { name: full_name }   | rename: { a: b.c }       | false
          rename: { name: full_name }   | rename: { ä: '"b c"' }   | true
          monotonic: true               | monotonic: false         | true
          monotonic: true               | monotonic: yes           | false
          monotonic: true               | one-to-one: true         | true
          monotonic: true               | one-to-one: 1            | false
          monotonic: true               | unique: true             | false
          sticky: transaction           | sticky: key              | true
          sticky: transaction           | sticky: user             | false
          sticky: transaction           | write-mode: trigger      | true
          sticky: transaction           | write-mode: statement    | true
          sticky: transaction           | write-mode: Trigger      | false
          new: { amount_cents: bigint } | new: { amount_cents: 8 } | false
          new: { amount_cents: bigint } | new: { amount_cents: }   | false
          new: { amount_cents: bigint } | new: amount_cents        | false
          old: { amount: "numeric(12,2)" } | old: { amount: "numeric", b: int } | false
          old: { amount: "numeric(12,2)" } | old: { } | false
          old: { amount: "numeric(12,2)" } | old: { 1: int } | false
          monotonic: true               | one-to-one: true         | true
          up: { amount_cents: "(amount * 100)::bigint" } | up: { amount_cents: amount } | true
          up: { amount_cents: "(amount * 100)::bigint" } | up: { } | false
          up: { amount_cents: "(amount * 100)::bigint" } | up: amount | false
          up: { amount_cents: "(amount * 100)::bigint" } | up: { amount_cents: "" } | false
          """)
  void bothSayTheSame(String from, String to, boolean good) throws IOException {
    String edited = SHOP.replace(from, to);
    assertThat(edited).isNotEqualTo(SHOP);
    assertThat(schemaTakes(edited)).as("schema").isEqualTo(good);
    assertThat(readerTakes(edited)).as("reader").isEqualTo(good);
  }

  private static boolean schemaTakes(String yaml) throws IOException {
    Object tree = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    String json = new ObjectMapper().writeValueAsString(tree);
    return SCHEMA.validate(json, InputFormat.JSON).isEmpty();
  }

  private static boolean readerTakes(String yaml) {
    try {
      RulesFile.read("shop.yaml", new StringReader(yaml));
      return true;
    } catch (RulesException e) {
      return false;
    }
  }
}
