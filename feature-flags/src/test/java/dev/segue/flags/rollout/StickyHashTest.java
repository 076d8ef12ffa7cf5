package dev.segue.flags.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.flags.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StickyHashTest {

  private static final int KEYS = 1_000_000;
  private static final long SEED = StickyHash.seed("customers-full-name.read-new");
  private static final long OTHER_SEED = StickyHash.seed("orders-amount-cents.read-new");

  /** Keys as applications have them: short, alike, numbered. */
  @ParameterizedTest
  @ValueSource(strings = {"tenant-", "", "user:0000000", "ключ"})
  void bucketsOfSimilarKeysAreUniform(String prefix) {
    int[] counts = new int[Percentage.WHOLE];
    for (int i = 0; i < KEYS; i++) {
      counts[StickyHash.bucket(SEED, StickyHash.ofKey(prefix + i))]++;
    }
    assertUniform(counts);
  }

  @Test
  void bucketsOfConnectionNumbersAreUniform() {
    int[] counts = new int[Percentage.WHOLE];
    for (int i = 0; i < KEYS; i++) {
      counts[StickyHash.bucket(SEED, StickyHash.ofNumber(i))]++;
    }
    assertUniform(counts);
  }

  /** Chi-squared over 10,000 buckets: mean 9,999, standard deviation 141; six of them allowed. */
  private static void assertUniform(int[] counts) {
    double expected = (double) KEYS / counts.length;
    double chiSquared = 0;
    for (int count : counts) {
      chiSquared += (count - expected) * (count - expected) / expected;
    }
    assertThat(chiSquared).isBetween(9_999 - 6 * 141.4, 9_999 + 6 * 141.4);
  }

  @Test
  void migrationsDrawIndependently() {
    int cells = 100;
    int[][] joint = new int[cells][cells];
    for (int i = 0; i < KEYS; i++) {
      long key = StickyHash.ofKey("tenant-" + i);
      joint[StickyHash.bucket(SEED, key) / cells][StickyHash.bucket(OTHER_SEED, key) / cells]++;
    }
    int[] flat = new int[cells * cells];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = joint[i / cells][i % cells];
    }
    assertUniform(flat);
  }

  @Test
  void flagsOfOneMigrationDrawIndependently() {
    Percentage ten = Percentage.ofPercent(10);
    long shadow = StickyHash.seed("customers-full-name.shadow-read");
    int both = 0;
    for (int i = 0; i < KEYS; i++) {
      long key = StickyHash.ofNumber(i);
      if (ten.contains(StickyHash.bucket(SEED, key))
          && ten.contains(StickyHash.bucket(shadow, key))) {
        both++;
      }
    }
    assertThat(both).isBetween(9_400, 10_600); // 1 % of a million, six standard deviations
  }

  @Test
  void aHundredthOfAPercentHitsOneKeyInTenThousand() {
    Percentage least = new Percentage(1);
    long hits = 0;
    for (int i = 0; i < KEYS; i++) {
      if (least.contains(StickyHash.bucket(SEED, StickyHash.ofKey("tenant-" + i)))) {
        hits++;
      }
    }
    assertThat(hits).isBetween(50L, 160L); // 100 expected
  }

  @Test
  void zeroIsNeverAndHundredIsAlways() {
    for (int i = 0; i < 100_000; i++) {
      int bucket = StickyHash.bucket(SEED, StickyHash.ofNumber(i));
      assertThat(Percentage.ZERO.contains(bucket)).isFalse();
      assertThat(Percentage.HUNDRED.contains(bucket)).isTrue();
    }
  }

  @Test
  void aKeyInsideAPercentageIsInsideEveryGreaterOne() {
    for (int i = 0; i < 200; i++) {
      int bucket = StickyHash.bucket(SEED, StickyHash.ofKey("user-" + i));
      boolean inside = false;
      for (int basisPoints = 0; basisPoints <= Percentage.WHOLE; basisPoints++) {
        boolean now = new Percentage(basisPoints).contains(bucket);
        assertThat(now || !inside).isTrue();
        inside = now;
      }
      assertThat(inside).isTrue();
    }
  }

  /** Two versions of Segue run side by side during a deployment: these must never change. */
  @Test
  void outcomesArePinned() {
    assertThat(StickyHash.bucket(SEED, StickyHash.ofKey(""))).isEqualTo(1362);
    assertThat(StickyHash.bucket(SEED, StickyHash.ofKey("tenant-42"))).isEqualTo(1483);
    assertThat(StickyHash.bucket(OTHER_SEED, StickyHash.ofKey("tenant-42"))).isEqualTo(6928);
    assertThat(StickyHash.bucket(SEED, StickyHash.ofNumber(7))).isEqualTo(6183);
  }
}
