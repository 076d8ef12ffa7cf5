package dev.segue.flags.rollout;

import dev.segue.flags.Percentage;

/**
 * Gives a key its bucket in a rollout: the same one at all times, in every process, whatever the
 * percentage. Stateless; nothing here allocates.
 *
 * <h2>Design</h2>
 *
 * A text becomes 64 bits by FNV-1a over its UTF-16 units, which keeps every character but mixes the
 * high bits badly; the finalizer of SplitMix64 ("Mix13" of [1], used in [2]) then spreads each
 * input bit over all output bits. A draw mixes the key's hash with a seed made of the flag's name,
 * so that two migrations draw independently of each other, and takes the top bits: {@code (h >>>
 * 32) * 10000 >>> 32}. A bucket's share departs from 1/10,000 by less than 3 in a million.
 *
 * <p>Percentages compare the bucket with a threshold, so a key inside 5 % is inside 25 %. The
 * outcome must never change between versions of this library: a fleet runs two of them during a
 * deployment. A test pins it.
 *
 * <p>[1] Stafford, "Better Bit Mixing: Improving on MurmurHash3's 64-bit Finalizer", 2011. [2]
 * Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014.
 */
public final class StickyHash {

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private StickyHash() {}

  /** The hash of a routing key; compute it once per key. */
  public static long ofKey(CharSequence key) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < key.length(); i++) {
      hash = (hash ^ key.charAt(i)) * FNV_PRIME;
    }
    return mix(hash);
  }

  /** The hash of a numbered key: a connection or a transaction. */
  public static long ofNumber(long number) {
    return mix(number + GOLDEN_GAMMA);
  }

  /** The seed of a flag, from its full name. */
  public static long seed(String flagName) {
    return ofKey(flagName);
  }

  /** The bucket, 0 to 9,999, of a key's hash under a flag's seed. */
  public static int bucket(long seed, long keyHash) {
    long hash = mix(seed ^ mix(keyHash + seed));
    return (int) (((hash >>> 32) * Percentage.WHOLE) >>> 32);
  }

  private static long mix(long bits) {
    long first = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    long second = (first ^ (first >>> 27)) * 0x94d049bb133111ebL;
    return second ^ (second >>> 31);
  }
}
