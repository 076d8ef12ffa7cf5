package dev.segue.flags.stage;

import dev.segue.flags.MigrationFlags;
import dev.segue.flags.Percentage;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Every combination of evidence, and of flags with telling percentages. */
final class EveryEvidence {

  private EveryEvidence() {}

  static List<Evidence> evidences() {
    return IntStream.range(0, 1 << 8)
        .mapToObj(
            n ->
                new Evidence(
                    bit(n, 0), bit(n, 1), bit(n, 2), bit(n, 3), bit(n, 4), bit(n, 5), bit(n, 6),
                    bit(n, 7)))
        .toList();
  }

  static List<MigrationFlags> flags() {
    List<Percentage> shares = Stream.of(0, 1, 2_500, 9_999, 10_000).map(Percentage::new).toList();
    return IntStream.range(0, 4)
        .boxed()
        .flatMap(
            n ->
                shares.stream()
                    .flatMap(
                        read ->
                            Stream.of(Percentage.ZERO, Percentage.ofPercent(10))
                                .map(
                                    shadow ->
                                        new MigrationFlags(bit(n, 0), shadow, read, bit(n, 1)))))
        .toList();
  }

  private static boolean bit(int number, int position) {
    return (number >> position & 1) == 1;
  }
}
