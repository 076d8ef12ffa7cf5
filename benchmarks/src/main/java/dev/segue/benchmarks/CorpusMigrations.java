package dev.segue.benchmarks;

import dev.segue.rules.catalog.Catalog;
import dev.segue.rules.catalog.CatalogColumn;
import dev.segue.rules.catalog.ColumnType;
import dev.segue.rules.catalog.Relation;
import dev.segue.rules.migration.Rules;
import dev.segue.rules.migration.RulesFile;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Migrations of the tables that the corpus mentions most, and a catalog in memory in which they are
 * expanded: of each table one column is renamed and another is computed from its new form.
 */
final class CorpusMigrations implements Catalog {

  private static final ColumnType TYPE = new ColumnType("numeric(12,2)", "numeric", 786438);
  private static final String COMPUTED =
      """
        %3$s-computed:
          table: public.%1$s
          columns:
            - old: { %2$s: "numeric(12,2)" }
              new: { %2$s_new: bigint }
              up: { %2$s_new: "(%2$s * 100)::bigint" }
              down: { %2$s: "%2$s_new / 100.0" }
      """;
  private static final String RENAMED =
      """
        %3$s-renamed:
          table: public.%1$s
          rename: { %2$s: %2$s_new }
      """;

  private static final Set<String> SYSTEM_COLUMNS =
      Set.of("tableoid", "xmin", "cmin", "xmax", "cmax", "ctid", "oid");

  private final Rules rules;
  private final Map<String, Relation> relations = new HashMap<>();

  CorpusMigrations(Corpus corpus, int tables) {
    StringBuilder text = new StringBuilder("segue: 1\nmigrations:\n");
    corpus.columns().forEach((table, columns) -> relations.put(table, relation(table, columns)));
    for (String table : corpus.mostMentioned(tables)) {
      List<String> columns = new ArrayList<>(corpus.columns().get(table));
      Iterator<String> changed =
          columns.stream()
              .filter(name -> name.matches("[a-z][a-z0-9_]*") && !SYSTEM_COLUMNS.contains(name))
              .toList()
              .iterator();
      if (changed.hasNext()) {
        columns.add(change(text, RENAMED, table, changed.next()));
      }
      if (changed.hasNext()) {
        columns.add(change(text, COMPUTED, table, changed.next()));
      }
      relations.put(table, relation(table, columns));
    }
    rules = RulesFile.read("segue.yaml", new StringReader(text.toString()));
  }

  private static String change(StringBuilder text, String form, String table, String column) {
    text.append(form.formatted(table, column, table.replace('_', '-')));
    return column + "_new";
  }

  private static Relation relation(String table, Iterable<String> columns) {
    List<CatalogColumn> described = new ArrayList<>();
    for (String column : columns) {
      described.add(
          new CatalogColumn(
              column, described.size() + 1, TYPE, false, Optional.empty(), false, true));
    }
    return new Relation("public", table, described, List.of());
  }

  Rules rules() {
    return rules;
  }

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
    return Set.of("random", "nextval", "clock_timestamp").contains(name);
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
