package dev.segue.rules.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.segue.route.MigrationId;
import dev.segue.route.Shape;
import dev.segue.route.Stickiness;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RulesFileTest {

  private static final String SHOP =
      """
      segue: 1
      migrations:
        customers-full-name:
          table: customers
          rename: { Name: '"Full Name"' }
        orders-amount-cents:
          table: sales.orders
          columns:
            - old: { amount: "numeric(12,2)" }
              new: { amount_cents: bigint }
              up: { amount_cents: "  (amount * 100)::bigint -- cents" }
              down: { amount: "amount_cents / 100.0" }
              monotonic: true
          sticky: transaction
      """;

  @Test
  void aRenameIsTheIdentityBothWays() {
    Migration migration = read(SHOP).migrations().get(0);
    assertThat(migration.id()).isEqualTo(new MigrationId("customers-full-name"));
    assertThat(migration.ordinal()).isZero();
    assertThat(migration.line()).isEqualTo(3);
    assertThat(migration.table()).isEqualTo(new TableName("public", "customers"));
    assertThat(migration.sticky()).isEqualTo(Stickiness.KEY);
    ColumnChange change = migration.changes().get(0);
    assertThat(change.isRename()).isTrue();
    assertThat(change.monotonic()).isTrue();
    assertThat(change.oneToOne()).isTrue();
    assertThat(change.oldColumns()).containsExactly(new ShapeColumn("name", Optional.empty()));
    assertThat(change.newColumns()).containsExactly(new ShapeColumn("Full Name", Optional.empty()));
    assertThat(change.up().get("Full Name").sql()).isEqualTo("\"name\"");
    assertThat(change.down().get("name").sql()).isEqualTo("\"Full Name\"");
  }

  @Test
  void aJoinHasSeveralTablesInTheOldShapeAndADecompositionInTheNew() {
    List<Migration> migrations =
        read("""
                segue: 1
                migrations:
                  one:
                    table: heads
                    join: { with: [notes, crm.texts], to: orders }
                  parts:
                    table: users
                    decompose: [{ to: logins }, { to: faces, columns: [photo] }]
                """)
            .migrations();
    assertThat(migrations.get(0).tables(Shape.OLD))
        .map(TableName::toString)
        .containsExactly("public.heads", "public.notes", "crm.texts");
    assertThat(migrations.get(0).tables(Shape.NEW)).hasToString("[public.orders]");
    assertThat(migrations).map(Migration::joins).containsExactly(true, false);
    assertThat(migrations).map(Migration::decomposes).containsExactly(false, true);
    assertThat(migrations).noneMatch(Migration::mayBeByTriggers);
  }

  @Test
  void aRetypeHasTypesAndMappings() {
    Migration migration = read(SHOP).migrations().get(1);
    assertThat(migration.ordinal()).isEqualTo(1);
    assertThat(migration.table()).hasToString("sales.orders");
    assertThat(migration.sticky()).isEqualTo(Stickiness.TRANSACTION);
    ColumnChange change = migration.changeOf(Shape.OLD, "amount").orElseThrow();
    assertThat(migration.changeOf(Shape.NEW, "amount_cents")).contains(change);
    assertThat(migration.changeOf(Shape.NEW, "amount")).isEmpty();
    assertThat(change.isRename()).isFalse();
    assertThat(change.line()).isEqualTo(9);
    assertThat(change.columns(Shape.OLD))
        .containsExactly(new ShapeColumn("amount", Optional.of("numeric(12,2)")));
    assertThat(change.mappingTo(Shape.OLD).get("amount").sql()).isEqualTo("amount_cents / 100.0");
    MappingExpression up = change.mappingTo(Shape.NEW).get("amount_cents");
    assertThat(up.line()).isEqualTo(11);
    assertThat(up.sql()).as("without blanks and comments").isEqualTo("(amount * 100)::bigint");
    assertThat(up.replacingColumns(column -> "o." + column)).isEqualTo("(o.amount * 100)::bigint");
  }

  @Test
  void eitherSideOfAChangeHasAnyNumberOfColumns() {
    List<ColumnChange> changes =
        read("""
                segue: 1
                migrations:
                  people:
                    table: people
                    columns:
                      - old: { name: text }
                        new: { first_name: text, last_name: text }
                        up: { last_name: "split_part(name, sep, 2)", first_name: "name || sep || name" }
                        down: { name: "first_name || ' ' || last_name || town" }
                      - new: { total: numeric }
                        up: { total: "price * quantity" }
                      - old: { legacy: text }
                        down: { legacy: "'x'" }
                """)
            .migrations()
            .get(0)
            .changes();
    ColumnChange split = changes.get(0);
    assertThat(split.kind()).isEqualTo(ColumnChange.Kind.SEVERAL);
    assertThat(split.columns(Shape.NEW))
        .extracting(ShapeColumn::name)
        .containsExactly("first_name", "last_name");
    assertThat(split.mappingTo(Shape.NEW).get("last_name").columns())
        .containsExactly("name", "sep");
    assertThat(split.inputsTo(Shape.NEW)).containsExactly("sep");
    assertThat(split.inputsTo(Shape.OLD)).containsExactly("town");
    assertThat(split.inputs()).containsExactlyInAnyOrder("sep", "town");
    ColumnChange add = changes.get(1);
    assertThat(add.kind()).isEqualTo(ColumnChange.Kind.ADD);
    assertThat(add.oldColumns()).isEmpty();
    assertThat(add.mappingTo(Shape.OLD)).isEmpty();
    assertThat(add.inputsTo(Shape.NEW)).containsExactly("price", "quantity");
    assertThat(add.isRename()).isFalse();
    ColumnChange drop = changes.get(2);
    assertThat(drop.kind()).isEqualTo(ColumnChange.Kind.DROP);
    assertThat(drop.newColumns()).isEmpty();
    assertThat(drop.inputs()).isEmpty();
    assertThat(drop.line()).isEqualTo(12);
  }

  @Test
  void whatTheFileLeavesOutHasADefault() {
    Rules rules = read("segue: 1\nmigrations: {}\n");
    assertThat(rules.flags()).isEqualTo("database");
    assertThat(rules.mode()).isEqualTo(Mode.REWRITE);
    assertThat(rules.migrations()).isEmpty();
  }

  @Test
  void rulesAreFoundByIdAndByTable() {
    Rules rules = read(SHOP);
    Migration first = rules.migrations().get(0);
    assertThat(rules.migration(first.id())).contains(first);
    assertThat(rules.migration(new MigrationId("other"))).isEmpty();
    assertThat(rules.migrationsOf(first.table())).containsExactly(first);
    assertThat(rules.migrationsOf(new TableName("sales", "customers"))).isEmpty();
  }

  @Test
  void theUrlCanOverrideFlagsAndMode() {
    Rules rules = read(SHOP).withFlags("file:f.properties").withMode(Mode.OBSERVE);
    assertThat(rules.flags()).isEqualTo("file:f.properties");
    assertThat(rules.mode()).isEqualTo(Mode.OBSERVE);
    assertThatThrownBy(() -> rules.withFlags("redis")).hasMessageContaining("no store of flags");
  }

  @Test
  void messagesNameFileAndLineAndTheWayOut() {
    assertThatThrownBy(() -> read("segue: 1\nmode: watch\nmigrations: { X: {} }\n"))
        .isInstanceOf(RulesException.class)
        .hasMessage(
            """
            test.yaml:2: "watch" is no mode
              Hint: it is one of rewrite, observe
            test.yaml:3: migration id "X" is not made of lower-case words and hyphens
              Hint: write it like "customers-full-name", at most 80 characters
            test.yaml:3: migration "X" names no table
              Hint: write it like "table: public.orders"
            test.yaml:3: migration "X" changes nothing
              Hint: add "rename", "columns", "lookup", "move", "rename-table", "copy", "decompose", "join", "split-rows" or "unite\"""");
  }

  @Test
  void aKeyThatStandsTwiceIsAMistake() {
    assertMistake(
        "segue: 1\nmigrations: {}\nsegue: 1\n", 3, 1, "\"segue\" stands here a second time");
  }

  @Test
  void keysAreText() {
    assertMistake("segue: 1\n1: 2\nmigrations: {}\n", 2, 1, "key 1 is a number, not a name");
    assertMistake("segue: 1\n? [a]\n: 2\nmigrations:\n", 2, 3, "key is a list, not a name");
  }

  @Test
  void whatIsNotYamlIsAMistakeWithItsLine() {
    assertMistake("segue: 1\nmigrations: {\n", 3, 1, "not YAML: while parsing a flow node");
    assertMistake("segue: 1\n---\nsegue: 1\n", 2, 1, "not YAML: expected a single document");
    assertMistake("segue: *one\n", 1, 8, "not YAML: found undefined alias one");
    assertMistake("a: 1\nb: \u0001\n", 2, 4, "not YAML: holds the character U+0001");
    assertMistake("# nothing\n", 1, 1, "file is empty");
  }

  @Test
  void aliasesCannotRunAway() {
    assertMistake("&a\nsegue: 1\nmigrations: *a\n", 2, 8, "migration \"segue\" is a number");
  }

  @Test
  void hugeFilesAreNotRead() {
    String huge = "#".repeat(RulesFile.MAX_CHARACTERS + 1);
    assertMistake(huge, 1, 1, "file is longer than 1000000 characters");
  }

  @Test
  void aByteOrderMarkIsSkipped() {
    assertThat(read("\uFEFFsegue: 1\nmigrations: {}\n").migrations()).isEmpty();
  }

  @Test
  void mistakesInSqlHaveTheirColumn() {
    String file =
        """
        segue: 1
        migrations:
          m:
            table: t
            columns:
              - old: { a: int }
                new: { b: int }
                up: { b: "a + random()" }
                down:
                  a: |
                    CASE WHEN b > 0
                      THEN nextval('s') END
        """;
    RulesException e = catchThrowableOfType(RulesException.class, () -> read(file));
    assertThat(e.mistakes()).extracting(Mistake::line).containsExactly(8, 12);
    assertThat(e.mistakes()).extracting(Mistake::column).containsExactly(23, 20);
  }

  @Test
  void aTextThatCannotBeReadIsNoMistakeOfItsAuthor() {
    Reader broken =
        new Reader() {
          @Override
          public int read(char[] buffer, int offset, int length) throws IOException {
            throw new IOException("disk is gone");
          }

          @Override
          public void close() {}
        };
    assertThatThrownBy(() -> RulesFile.read("test.yaml", broken))
        .isInstanceOf(UncheckedIOException.class);
  }

  private static Rules read(String text) {
    return RulesFile.read("test.yaml", new StringReader(text));
  }

  private static void assertMistake(String text, int line, int column, String message) {
    RulesException e = catchThrowableOfType(RulesException.class, () -> read(text));
    assertThat(e).as("an exception").isNotNull();
    assertThat(e.mistakes())
        .anySatisfy(
            mistake -> {
              assertThat(mistake.message()).startsWith(message);
              assertThat(mistake.line()).isEqualTo(line);
              assertThat(mistake.column()).isEqualTo(column);
            });
  }
}
