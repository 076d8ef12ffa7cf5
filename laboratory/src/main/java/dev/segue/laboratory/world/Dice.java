package dev.segue.laboratory.world;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * What is left to chance, all of it from one seed: the same seed throws the same. Used by one
 * thread.
 */
public final class Dice {

  private final RandomGenerator random;

  /** Dice that always fall the same for a seed. */
  public Dice(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** A whole number from 0 to {@code bound - 1}. */
  public int below(int bound) {
    return random.nextInt(bound);
  }

  /** A whole number of a range, its ends included. */
  public int between(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  /** True in so many of a hundred throws. */
  public boolean percent(int chance) {
    return random.nextInt(100) < chance;
  }

  /** One of them. */
  public <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  /** One of them. */
  @SafeVarargs
  public final <T> T any(T... from) {
    return from[random.nextInt(from.length)];
  }

  /** All of them in another order. */
  public <T> List<T> shuffled(List<T> from) {
    List<T> all = new ArrayList<>(from);
    for (int i = all.size() - 1; i > 0; i--) {
      Collections.swap(all, i, random.nextInt(i + 1));
    }
    return all;
  }

  /** Some of them, at least one, in another order. */
  public <T> List<T> some(List<T> from) {
    return shuffled(from).subList(0, between(1, from.size()));
  }

  /** A seed for other dice. */
  public long seed() {
    return random.nextLong();
  }
}
