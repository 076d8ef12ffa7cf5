package dev.segue.migrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.driver.control.Direction;
import dev.segue.flags.FlagKind;
import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import dev.segue.route.Shape;
import dev.segue.rules.migration.Migration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A split, a merge, an added column, a dropped one and one computed with others, from expand to
 * contract, while an application of either shape reads and writes through Segue.
 */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
class KindsUnderLoadTest {

  private final TestDatabase database;
  private final AtomicBoolean over = new AtomicBoolean();
  private final List<RegistryClerk> clerks = new ArrayList<>();
  private final List<Future<?>> running = new ArrayList<>();

  KindsUnderLoadTest(TestDatabase database) {
    this.database = database;
  }

  @Test
  void nobodyNoticesAStep(@TempDir Path folder) throws Exception {
    walk(folder, Registry.RULES, false);
  }

  /** Where they can be written by triggers they are, also by who does not know Segue. */
  @Test
  void nobodyNoticesAStepOfTriggers(@TempDir Path folder) throws Exception {
    String rules = Registry.RULES;
    for (String id : List.of("people-names", "people-address", "items-total")) {
      rules = rules.replaceFirst(id + ":\n", id + ":\n    write-mode: trigger\n");
    }
    walk(folder, rules, true);
  }

  private void walk(Path folder, String migrations, boolean others) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    AtomicBoolean oldOver = new AtomicBoolean();
    try (Registry registry = new Registry(database, migrations)) {
      registry.patient();
      registry.expand();
      Path rules = Files.writeString(folder.resolve("segue.yaml"), migrations);
      for (Shape shape : Shape.values()) {
        RegistryClerk clerk =
            new RegistryClerk(url(rules, shape), shape, 10_000 * (shape.ordinal() + 1), over);
        clerks.add(clerk);
        running.add(threads.submit(clerk));
      }
      steps(registry, threads, others, oldOver);
      over.set(true);
      for (Future<?> clerk : running) {
        clerk.get();
      }
      assertThat(
              registry.value(
                  """
                  SELECT count(*) FROM pg_attribute
                  WHERE attrelid IN ('people'::regclass, 'items'::regclass, 'invoices'::regclass)
                    AND attname IN ('name', 'street', 'house', 'legacy', 'amount')"""))
          .isEqualTo(0L);
      assertThat(registry.value("SELECT count(*) FROM pg_trigger WHERE tgname LIKE '%segue%'"))
          .isEqualTo(0L);
      assertThat(
              registry.value(
                  "SELECT count(*) FROM items WHERE total IS DISTINCT FROM price * quantity"))
          .isEqualTo(0L);
    } finally {
      over.set(true);
      oldOver.set(true);
      threads.shutdownNow();
    }
  }

  private void steps(
      Registry registry, ExecutorService threads, boolean others, AtomicBoolean oldOver)
      throws Exception {
    List<Migration> migrations = registry.context.rules().migrations();
    each(migrations, m -> registry.flag(m, FlagKind.WRITE_NEW, 100));
    if (others) {
      other(threads, Shape.OLD, oldOver);
    }
    each(migrations, m -> registry.backfill(m, Direction.UP));
    each(migrations, m -> assertThat(clean(registry, m)).as(m.id().value()).isTrue());
    each(migrations, m -> registry.flag(m, FlagKind.READ_NEW, 50));
    each(migrations, m -> registry.flag(m, FlagKind.READ_NEW, 100));
    if (others) {
      other(threads, Shape.NEW, over);
      each(migrations, m -> {});
      oldOver.set(true);
      running.get(2).get();
      running.remove(2);
      clerks.remove(2);
    }
    each(migrations, m -> assertThat(clean(registry, m)).as(m.id().value()).isTrue());
    each(migrations, m -> registry.flag(m, FlagKind.RETIRE_OLD, 100));
    each(migrations, registry::contract);
  }

  /** Those who do not know Segue speak the new shape from the moment on at which all read it. */
  private Future<?> other(ExecutorService threads, Shape speaks, AtomicBoolean until) {
    int firstId = 10_000 * (speaks.ordinal() + 3);
    RegistryClerk clerk =
        new RegistryClerk(database.url(), speaks, firstId, until, Set.of("people"));
    clerks.add(clerk);
    Future<?> work = threads.submit(clerk);
    running.add(work);
    return work;
  }

  private static boolean clean(Registry registry, Migration migration) {
    return registry.verify(migration, Direction.UP).clean();
  }

  private String url(Path rules, Shape speaks) throws IOException {
    String url = database.segueUrl();
    return url
        + (url.contains("?") ? "&" : "?")
        + "segue.config=%s&segue.speaks=%s".formatted(rules.toUri().getPath(), speaks.word());
  }

  /** Takes a step of every migration, and lets both clerks write after it. */
  private void each(List<Migration> migrations, java.util.function.Consumer<Migration> step)
      throws Exception {
    for (Migration migration : migrations) {
      step.accept(migration);
    }
    for (int i = 0; i < clerks.size(); i++) {
      int before = clerks.get(i).written();
      long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
      while (clerks.get(i).written() < before + 30) {
        if (running.get(i).isDone()) {
          running.get(i).get();
        }
        assertThat(System.nanoTime()).as("both clerks write").isLessThan(deadline);
        Thread.onSpinWait();
        Thread.sleep(5);
      }
    }
  }
}
