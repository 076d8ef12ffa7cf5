package dev.segue.driver.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.route.MigrationId;
import dev.segue.route.Shape;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FollowingNamesTest {

  private static final int LONGEST_NAME = 63;

  private static Stream<String> of(String id) {
    FollowingNames names = new FollowingNames(new MigrationId(id));
    return Stream.of(
            Stream.of(names.function(), names.function(Shape.OLD), names.function(Shape.NEW)),
            Stream.of(Following.NEW, Following.OLD, Following.BOTH).map(names::whileFollowing),
            names.events().stream().map(names::onEvent))
        .flatMap(part -> part);
  }

  @Test
  void readLikeTheId() {
    assertThat(of("orders-by-month"))
        .contains(
            "\"segue\".\"follow_orders_by_month_new\"",
            "zzz_segue_orders_by_month_both",
            "zzz_segue_orders_by_month_truncate");
  }

  @Test
  void fitAndDifferHoweverLongTheIdsAre() {
    List<String> ids =
        List.of(
            "a", "a-b", "ab", "a".repeat(40), "a".repeat(41), "a".repeat(80), "a".repeat(79) + "b");
    Set<String> seen = new HashSet<>();
    for (String id : ids) {
      assertThat(of(id))
          .allSatisfy(
              name ->
                  assertThat(
                          name.replace("\"segue\".", "")
                              .replace("\"", "")
                              .getBytes(StandardCharsets.UTF_8))
                      .hasSizeLessThanOrEqualTo(LONGEST_NAME))
          .allSatisfy(name -> assertThat(seen.add(name)).as("%s of %s", name, id).isTrue());
    }
  }
}
