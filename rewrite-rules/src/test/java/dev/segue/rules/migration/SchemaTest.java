package dev.segue.rules.migration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The JSON Schema that ships with the reader, and whether the two agree. */
class SchemaTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Schema SCHEMA = schema();

  private static Schema schema() {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(resource(), InputFormat.JSON);
  }

  private static InputStream resource() {
    return SchemaTest.class.getResourceAsStream("/segue.schema.json");
  }

  static Stream<RulesFileCase> wellFormed() {
    return Stream.concat(RulesFileCase.in("good"), RulesFileCase.in("meaningless"));
  }

  static Stream<RulesFileCase> malformed() {
    return RulesFileCase.in("malformed");
  }

  @ParameterizedTest
  @MethodSource("wellFormed")
  void theSchemaTakesWhatHasTheForm(RulesFileCase file) throws IOException {
    assertThat(SCHEMA.validate(json(file), InputFormat.JSON)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void theSchemaRefusesWhatDoesNot(RulesFileCase file) throws IOException {
    assertThat(SCHEMA.validate(json(file), InputFormat.JSON)).isNotEmpty();
  }

  @Test
  void everyKeyIsExplained() throws IOException {
    JsonNode schema = JSON.readTree(resource());
    List<String> silent = new ArrayList<>();
    collectSilent("", schema, silent);
    assertThat(silent).isEmpty();
  }

  private static void collectSilent(String path, JsonNode node, List<String> silent) {
    for (String holder : List.of("properties", "$defs")) {
      node.path(holder)
          .properties()
          .forEach(
              entry -> {
                // What "not" names is no key of its own, but repeats one.
                if (!path.endsWith("/not") && !entry.getValue().has("description")) {
                  silent.add(path + "/" + entry.getKey());
                }
              });
    }
    node.properties().forEach(e -> collectSilent(path + "/" + e.getKey(), e.getValue(), silent));
  }

  private static String json(RulesFileCase file) throws IOException {
    LoadSettings settings = LoadSettings.builder().build();
    return JSON.writeValueAsString(new Load(settings).loadFromString(file.text()));
  }
}
