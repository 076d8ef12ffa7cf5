package dev.segue.rules.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.route.Route;
import dev.segue.rules.binding.Speaks;
import dev.segue.rules.catalog.Catalog;
import dev.segue.rules.catalog.CatalogColumn;
import dev.segue.rules.catalog.Relation;
import dev.segue.rules.catalog.SearchPath;
import dev.segue.rules.migration.RulesFile;
import dev.segue.rules.sql.Corpus;
import dev.segue.rules.sql.LexicalSettings;
import dev.segue.rules.sql.Parser;
import dev.segue.rules.sql.SqlSyntaxException;
import dev.segue.rules.sql.StatementMutator;
import dev.segue.rules.sql.tree.Script;
import dev.segue.rules.sql.tree.Span;
import dev.segue.rules.sql.tree.Statement;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Statements of a grammar, those of PostgreSQL's tests, and what mutations make of both: the parser
 * refuses or reads them, the engine plans them or refuses, and nothing is changed where nothing
 * migrates yet, save what has a new column's name. It goes on for {@code -Dsegue.fuzz.seconds} (a
 * few, unless it is told otherwise) from {@code -Dsegue.fuzz.seed}, and prints what it used.
 */
class FuzzTest {

  private static final int SECONDS = Integer.getInteger("segue.fuzz.seconds", 15);
  private static final int GENERATED = 3_000;
  private static final Pattern WRITTEN_OUT =
      Pattern.compile("\\*|table|insert", Pattern.CASE_INSENSITIVE);

  private final StatementEngine engine =
      new StatementEngine(
          RulesFile.read("segue.yaml", new StringReader(ShopCatalog.RULES)), Speaks.OLD);

  /** What such a name means is made sure of before the column is there. */
  private final Pattern newColumns =
      Pattern.compile(
          engine.rules().migrations().stream()
              .flatMap(migration -> migration.changes().stream())
              .flatMap(change -> change.newColumns().stream())
              .map(column -> Pattern.quote(column.name()))
              .collect(Collectors.joining("|")),
          Pattern.CASE_INSENSITIVE);

  private int planned;
  private int unchanged;

  @Test
  void everyTextIsReadOrRefusedAndPlannedOrRefused() throws IOException {
    long seed = Long.getLong("segue.fuzz.seed", System.nanoTime());
    Random random = new Random(seed);
    StatementGenerator generator = new StatementGenerator(random);
    List<String> statements = new ArrayList<>();
    for (int i = 0; i < GENERATED; i++) {
      statements.add(generator.next());
    }
    statements.addAll(Corpus.statements());
    StatementMutator mutator = new StatementMutator(random, statements);
    int texts = 0;
    int read = 0;
    long characters = 0;
    long end = System.nanoTime() + SECONDS * 1_000_000_000L;
    while (System.nanoTime() < end) {
      String sql = random.nextBoolean() ? generator.next() : mutator.next();
      texts++;
      characters += sql.length();
      try {
        read += check(sql) ? 1 : 0;
      } catch (RuntimeException | StackOverflowError | AssertionError e) {
        throw new AssertionError("seed " + seed + ", text: " + sql, e);
      }
    }
    System.out.printf(
        "fuzz: seed %d, %,d texts of %,d characters on average in %d s: %,d read, %,d plans, %,d unchanged where nothing"
            + " migrates%n",
        seed, texts, characters / Math.max(1, texts), SECONDS, read, planned, unchanged);
    assertThat(read).isPositive();
    assertThat(planned).isPositive();
    assertThat(unchanged).isPositive();
  }

  @Test
  void whatTheNameOfANewColumnMeansIsMadeSureOfBeforehand() {
    assertThat(
            whereNothingMigrates(
                "MERGE INTO customers c USING (SELECT 1 AS full_name) o ON full_name > c.id"
                    + " WHEN MATCHED THEN DO NOTHING"))
        .endsWith("o ON o.full_name > c.id WHEN MATCHED THEN DO NOTHING");
    assertThat(whereNothingMigrates("SELECT city AS full_name FROM customers GROUP BY full_name"))
        .isEqualTo("SELECT city AS full_name FROM customers GROUP BY 1");
  }

  private String whereNothingMigrates(String sql) {
    return ((Outcome.Planned) plan(sql, new OldShop()).on(migration -> Route.OLD)).plan().sql();
  }

  private boolean check(String sql) {
    Optional<Script> script = read(sql);
    script.ifPresent(FuzzTest::checkSpans);
    PlannedStatement statement = plan(sql, new ShopCatalog());
    for (Route route : Route.values()) {
      planned += statement.on(migration -> route) instanceof Outcome.Planned ? 1 : 0;
    }
    // Stars and lists of columns are written out wherever a table has rules.
    boolean writtenOut = WRITTEN_OUT.matcher(sql).find();
    Outcome old = plan(sql, new OldShop()).on(migration -> Route.OLD);
    if (!writtenOut && !newColumns.matcher(sql).find() && old instanceof Outcome.Planned plain) {
      assertThat(plain.plan().sql()).isEqualTo(sql);
      assertThat(plain.plan().keepsPositions()).isTrue();
      unchanged++;
    }
    checkTemplate(sql, statement);
    return script.isPresent();
  }

  private PlannedStatement plan(String sql, Catalog catalog) {
    return engine.plan(sql, KeysRequest.NONE, catalog, SearchPath.standard(), LexicalSettings.JDBC);
  }

  private static Optional<Script> read(String sql) {
    try {
      return Optional.of(Parser.parse(sql, LexicalSettings.JDBC));
    } catch (SqlSyntaxException unreadable) {
      return Optional.empty();
    }
  }

  private static void checkSpans(Script script) {
    for (Statement statement : script.statements()) {
      statement.walk(
          node -> node.forEachChild(child -> checkInside(script.sql(), node.span(), child.span())));
    }
  }

  private static void checkInside(String sql, Span node, Span child) {
    if (child.start() < node.start() || child.end() > node.end() || node.end() > sql.length()) {
      throw new AssertionError("%s lies outside of %s".formatted(child.of(sql), node.of(sql)));
    }
  }

  /** The plans of a template, filled with the text's literals, are the text's own. */
  private void checkTemplate(String sql, PlannedStatement itself) {
    Optional<LiteralTemplate> template = LiteralTemplate.of(sql, LexicalSettings.JDBC);
    if (template.isPresent()) {
      PlannedStatement shared =
          SharedPlan.of(template.get(), text -> plan(text, new ShopCatalog()))
              .planned(template.get(), text -> itself);
      for (Route route : Route.values()) {
        assertThat(told(shared.on(migration -> route)))
            .isEqualTo(told(itself.on(migration -> route)));
      }
      assertThat(shared.migrations()).isEqualTo(itself.migrations());
      assertThat(shared.writes()).isEqualTo(itself.writes());
    }
  }

  private static String told(Outcome outcome) {
    return outcome instanceof Outcome.Planned planned
        ? planned.plan().sql() + planned.plan().returnsKeys() + planned.plan().fellBack()
        : outcome.toString();
  }

  /** The shop before anything was expanded: only what the old shape has. */
  private static final class OldShop implements Catalog {
    private final Catalog both = new ShopCatalog();

    @Override
    public Optional<Relation> relation(String schema, String name) {
      return both.relation(schema, name)
          .map(
              relation ->
                  new Relation(
                      relation.schema(),
                      relation.name(),
                      relation.columns().stream().filter(OldShop::isOld).toList(),
                      List.of()));
    }

    private static boolean isOld(CatalogColumn column) {
      return !List.of("full_name", "amount_cents").contains(column.name());
    }

    @Override
    public int serverVersion() {
      return 18;
    }

    @Override
    public boolean isVolatileFunction(String name) {
      return both.isVolatileFunction(name);
    }

    @Override
    public boolean isUsersFunction(String name) {
      return both.isUsersFunction(name);
    }

    @Override
    public boolean isVolatileOperator(String name) {
      return both.isVolatileOperator(name);
    }
  }
}
