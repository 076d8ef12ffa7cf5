package dev.segue.migrator.demo.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KeyPoolTest {

  private final KeyPool pool = new KeyPool();

  @Test
  void drawsEveryKeyAndNoneThatWasRemoved() {
    for (long key = 500; key < 520; key++) {
      pool.add(key);
      pool.add(key);
    }
    for (long key = 500; key < 520; key += 2) {
      pool.remove(key);
    }
    pool.remove(999);

    Set<Long> drawn = new HashSet<>();
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 1_000; i++) {
      drawn.add(pool.any(random).orElseThrow());
    }

    assertThat(drawn)
        .containsExactlyInAnyOrder(501L, 503L, 505L, 507L, 509L, 511L, 513L, 515L, 517L, 519L);
  }

  @Test
  void drawsNothingWhereThereIsNothing() {
    pool.add(1);
    pool.remove(1);

    assertThat(pool.any(new SplittableRandom(1))).isEmpty();
  }
}
