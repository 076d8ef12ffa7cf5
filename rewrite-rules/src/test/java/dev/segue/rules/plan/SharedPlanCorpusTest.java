package dev.segue.rules.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.segue.route.Route;
import dev.segue.rules.binding.Speaks;
import dev.segue.rules.catalog.Catalog;
import dev.segue.rules.catalog.CatalogColumn;
import dev.segue.rules.catalog.ColumnType;
import dev.segue.rules.catalog.Relation;
import dev.segue.rules.catalog.SearchPath;
import dev.segue.rules.migration.RulesFile;
import dev.segue.rules.sql.Corpus;
import dev.segue.rules.sql.LexicalSettings;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The plan of a text is the same whether it is made of the text itself or of what it shares with
 * all texts that differ only in literals: over the statements of PostgreSQL's regression tests,
 * with the tables that they name most in migration.
 */
class SharedPlanCorpusTest {

  /** Tables and columns. The first column is computed, the second renamed. */
  private static final String TABLES =
      """
      tenk1 unique1 unique2 two four ten hundred thousand stringu1
      onek unique1 unique2 ten hundred stringu1
      int4_tbl f1
      int8_tbl q1 q2
      float8_tbl f1
      timestamptz_tbl d1
      point_tbl f1
      circle_tbl f1
      testjsonb j
      test_jsonb_subscript id test_json
      test_multirange_gist mr
      nummultirange_test nmr
      money_data m
      collate_test1 a b
      pktable ptest1 ptest2 ptest3 ptest4
      fktable ftest1 id fk ftest2
      rw_view1 a b aa bb
      rw_view2 aaa bbb a ccc
      base_tbl a b i
      document did dtitle cid dlevel dauthor
      j1_tbl i t j k
      t1 a b c id name n
      y x1 y1 a b
      unique_tbl i t
      """;

  private final Map<String, Relation> relations = relations();
  private final StatementEngine engine =
      new StatementEngine(RulesFile.read("segue.yaml", new StringReader(rules())), Speaks.OLD);

  private static Map<String, Relation> relations() {
    Map<String, Relation> relations = new LinkedHashMap<>();
    TABLES
        .lines()
        .map(line -> List.of(line.split(" ")))
        .forEach(
            words -> {
              List<CatalogColumn> columns = new ArrayList<>();
              words.stream().skip(1).forEach(name -> columns.add(column(name, columns.size())));
              columns.add(column("segue_first", columns.size()));
              if (words.size() > 2) {
                columns.add(column("segue_second", columns.size()));
              }
              relations.put(words.get(0), new Relation("public", words.get(0), columns, List.of()));
            });
    return relations;
  }

  private static CatalogColumn column(String name, int before) {
    ColumnType type = ColumnType.declared(name.equals("segue_first") ? "bigint" : "numeric(12,2)");
    return new CatalogColumn(name, before + 1, type, false, Optional.empty(), false, true);
  }

  private String rules() {
    StringBuilder rules = new StringBuilder("segue: 1\nmigrations:\n");
    for (Relation relation : relations.values()) {
      String first = relation.columns().get(0).name();
      String name = relation.name().replace('_', '-');
      rules.append(
          """
            %1$s-first:
              table: %2$s
              columns:
                - old: { %3$s: "numeric(12,2)" }
                  new: { segue_first: bigint }
                  up: { segue_first: "(%3$s * 100)::bigint" }
                  down: { %3$s: "segue_first / 100.0" }
                  monotonic: true
          """
              .formatted(name, relation.name(), first));
      if (relation.column("segue_second").isPresent()) {
        rules.append(
            "  %s-second:\n    table: %s\n    rename: { %s: segue_second }\n"
                .formatted(name, relation.name(), relation.columns().get(1).name()));
      }
    }
    return rules.toString();
  }

  private PlannedStatement plan(String sql) {
    return engine.plan(
        sql, KeysRequest.NONE, new Tables(), SearchPath.standard(), LexicalSettings.JDBC);
  }

  @Test
  void aSharedPlanIsThatOfTheText() throws IOException {
    List<String> statements = Corpus.statements();
    assumeThat(statements).as("the corpus is not there: nothing to compare").isNotEmpty();
    int shared = 0;
    int touching = 0;
    int different = 0;
    for (String sql : statements) {
      Optional<LiteralTemplate> template = LiteralTemplate.of(sql, LexicalSettings.JDBC);
      if (template.isEmpty()) {
        continue;
      }
      PlannedStatement itself = plan(sql);
      PlannedStatement ofTemplate =
          SharedPlan.of(template.get(), this::plan).planned(template.get(), text -> itself);
      assertThat(ofTemplate.migrations()).as(sql).isEqualTo(itself.migrations());
      assertThat(ofTemplate.writes()).as(sql).isEqualTo(itself.writes());
      assertThat(ofTemplate.endsTransaction()).as(sql).isEqualTo(itself.endsTransaction());
      for (Route route : Route.values()) {
        String wanted = told(itself.on(migration -> route));
        assertThat(told(ofTemplate.on(migration -> route))).as(sql).isEqualTo(wanted);
        different += wanted.startsWith(sql + "|") ? 0 : 1;
      }
      shared++;
      touching += itself.migrations().isEmpty() ? 0 : 1;
    }
    System.out.printf(
        "shared plans: %,d of %,d statements of the corpus have literals, %,d of these touch a"
            + " migration, on %,d routes with another text%n",
        shared, statements.size(), touching, different);
    assertThat(touching).isGreaterThan(1_000);
    assertThat(different).isGreaterThan(1_000);
  }

  private static String told(Outcome outcome) {
    return outcome instanceof Outcome.Planned planned
        ? planned.plan().sql()
            + "|"
            + planned.plan().fellBack()
            + Arrays.deepToString(positions(planned.plan()))
        : outcome.toString();
  }

  private static int[][] positions(StatementPlan plan) {
    int[][] positions = new int[plan.parameterCount()][];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = plan.positions(i + 1);
    }
    return positions;
  }

  private final class Tables implements Catalog {
    @Override
    public Optional<Relation> relation(String schema, String name) {
      return schema.equals("public") ? Optional.ofNullable(relations.get(name)) : Optional.empty();
    }

    @Override
    public int serverVersion() {
      return 18;
    }

    @Override
    public boolean isVolatileFunction(String name) {
      return name.equals("random");
    }

    @Override
    public boolean isUsersFunction(String name) {
      return false;
    }

    @Override
    public boolean isVolatileOperator(String name) {
      return false;
    }
  }
}
