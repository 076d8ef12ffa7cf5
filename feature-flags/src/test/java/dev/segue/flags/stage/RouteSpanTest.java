package dev.segue.flags.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.route.Route;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouteSpanTest {

  /** The neighbours by what they do: none is lost to the other, and neither overtakes it. */
  private static final List<RouteSpan> NEIGHBOURS =
      List.of(
          RouteSpan.of(Route.OLD, Route.BOTH_READ_OLD),
          RouteSpan.of(Route.BOTH_READ_OLD, Route.BOTH_READ_NEW),
          RouteSpan.of(Route.BOTH_READ_NEW, Route.BOTH_LEAD_NEW),
          RouteSpan.of(Route.BOTH_LEAD_NEW, Route.NEW));

  @Test
  void noneOneAndTwoNeighboursAreSafeAndNothingElse() {
    for (int bits = 0; bits < 1 << Route.values().length; bits++) {
      RouteSpan span = new RouteSpan(bits);
      boolean safe = Integer.bitCount(bits) <= 1 || NEIGHBOURS.contains(span);
      assertThat(span.isSafe()).as("%s", span).isEqualTo(safe);
    }
  }

  @Test
  void aSpanHoldsTheRoutesOfItsBits() {
    RouteSpan span = RouteSpan.of(Route.BOTH_LEAD_NEW, Route.NEW);
    assertThat(Arrays.stream(Route.values()).filter(span::contains))
        .containsExactly(Route.BOTH_LEAD_NEW, Route.NEW);
    assertThat(span).hasToString("both_lead_new, new").isEqualTo(new RouteSpan(span.bits()));
    assertThat(RouteSpan.NONE).hasToString("none");
  }

  @Test
  void bitsOfNoRouteAreRefused() {
    assertThatThrownBy(() -> new RouteSpan(1 << Route.values().length))
        .hasMessageContaining("no such routes");
  }
}
