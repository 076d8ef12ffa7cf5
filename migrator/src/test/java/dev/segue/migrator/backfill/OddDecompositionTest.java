package dev.segue.migrator.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.driver.control.Direction;
import dev.segue.flags.FlagKind;
import dev.segue.migrator.OperatorBench;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import dev.segue.route.Shape;
import dev.segue.rules.migration.Migration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tables whose key has two columns, in another order in one of them, and whose columns are computed
 * from, and to, columns of several tables. Their names need quotes.
 */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
class OddDecompositionTest {

  private static final String RULES =
      """
      segue: 1
      migrations:
        people:
          table: public."The People"
          decompose:
            - to: public.person
            - to: public."Person's"
              columns: [last_name, '"per cent"']
              create: |
                CREATE TABLE public."Person's" (
                  last_name text, "per cent" int, nr bigint, "Land" text, PRIMARY KEY (nr, "Land"))
          columns:
            - old: { nr: integer }
              new: { nr: bigint }
              up: { nr: "nr::bigint" }
              down: { nr: "nr::integer" }
              monotonic: true
            - old: { name: text }
              new: { first_name: text, last_name: text }
              up:
                first_name: "split_part(name, ' ', 1)"
                last_name: "substr(name, length(split_part(name, ' ', 1)) + 2)"
              down: { name: "first_name || ' ' || last_name" }
            - old: { share: numeric }
              new: { '"per cent"': int }
              up: { '"per cent"': "(share * 100 / whole)::int" }
              down: { share: "\\"per cent\\" * whole / 100.0" }
            - old: { legacy: text }
              down: { legacy: "'x'" }
            - new: { shout: text }
              up: { shout: "upper(title)" }
      """;

  private static final String TABLES =
      """
      DROP SCHEMA IF EXISTS segue CASCADE;
      DROP TABLE IF EXISTS "The People", person, "Person's" CASCADE;
      CREATE TABLE "The People" (
        "Land" text COLLATE "C", nr int, name text NOT NULL, title text, share numeric,
        whole numeric NOT NULL DEFAULT 100, legacy text NOT NULL DEFAULT 'old', PRIMARY KEY ("Land", nr));
      INSERT INTO "The People"
      SELECT land, i, 'first' || i || ' last' || i, 'dr', 2 * i, 200
      FROM generate_series(1, 900) i, unnest(ARRAY['se', 'it', 'I''d']) land;
      ANALYZE""";

  private final TestDatabase database;
  private OperatorBench bench;
  private Migration people;

  OddDecompositionTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void writeBoth() {
    bench = new OperatorBench(database, TABLES, RULES) {};
    people = bench.context.rules().migrations().get(0);
    bench.ageControlTables();
    bench.expansion().run(people, bench);
    bench.flag(people, FlagKind.WRITE_NEW, 100);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void goesThereAndBack() {
    assertThat(bench.backfill(people, Direction.UP)).isEqualTo(new Backfill.Outcome(2700, 5400, 0));
    assertThat(
            database.rows(
                """
                SELECT p.*, q.last_name, q."per cent" FROM person p
                JOIN "Person's" q USING ("Land", nr) WHERE nr = 7 AND "Land" = 'I''d'"""))
        .hasSize(1);
    database.execute(
        """
        UPDATE "Person's" SET "per cent" = 0 WHERE nr = 5 AND "Land" = 'se';
        DELETE FROM person WHERE nr = 6 AND "Land" = 'it'""");
    assertThat(bench.verify(people, Direction.UP))
        .extracting("differences", "missing", "leftOver", "keys")
        .containsExactly(2L, 1L, 0L, List.of(List.of("it", "6"), List.of("se", "5")));
    assertThat(bench.backfill(people, Direction.UP)).isEqualTo(new Backfill.Outcome(2700, 2, 0));
    assertThat(bench.verify(people, Direction.UP).clean()).isTrue();

    bench.flag(people, FlagKind.READ_NEW, 100);
    bench.flag(people, FlagKind.RETIRE_OLD, 100);
    bench.context.registry().shapeLeft(people.id(), Shape.OLD);
    bench.flag(people, FlagKind.RETIRE_OLD, 0);
    database.execute(
        """
        UPDATE person SET first_name = 'Ada' WHERE nr = 5 AND "Land" = 'se';
        UPDATE "Person's" SET last_name = 'L', "per cent" = 50 WHERE nr = 5 AND "Land" = 'se';
        DELETE FROM person WHERE nr = 8;
        DELETE FROM "Person's" WHERE nr = 8;
        INSERT INTO person ("Land", nr, first_name, whole) VALUES ('no', 1, 'Grace', 10);
        INSERT INTO "Person's" VALUES ('H', 20, 1, 'no')""");

    assertThat(bench.verify(people, Direction.DOWN))
        .extracting("differences", "missing", "leftOver")
        .containsExactly(5L, 1L, 3L);
    assertThat(bench.backfill(people, Direction.DOWN)).isEqualTo(new Backfill.Outcome(2698, 2, 3));
    assertThat(
            database.rows(
                """
                SELECT "Land", name, share::int, legacy FROM "The People"
                WHERE nr = 5 AND "Land" = 'se' OR "Land" = 'no' ORDER BY 1"""))
        .containsExactly(List.of("no", "Grace H", 2, "x"), List.of("se", "Ada L", 100, "old"));
    assertThat(bench.verify(people, Direction.DOWN).clean()).isTrue();
  }
}
