package dev.segue.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTest {

  @ParameterizedTest
  @EnumSource(Route.class)
  void aRouteWritesTheShapeThatItReads(Route route) {
    assertThat(route.writes(route.reads())).isTrue();
  }

  @Test
  void neighbouringRoutesWriteWhatTheOtherReads() {
    Route[] routes = Route.values();
    for (int i = 1; i < routes.length; i++) {
      assertThat(routes[i - 1].writes(routes[i].reads())).isTrue();
      assertThat(routes[i].writes(routes[i - 1].reads())).isTrue();
    }
    assertThat(Route.OLD.writes(Route.BOTH_READ_NEW.reads())).isFalse();
    assertThat(Route.NEW.writes(Route.BOTH_READ_OLD.reads())).isFalse();
  }

  @Test
  void onlyTheThreeMiddleRoutesWriteBoth() {
    assertThat(Arrays.stream(Route.values()).filter(Route::writesBoth))
        .containsExactly(Route.BOTH_READ_OLD, Route.BOTH_READ_NEW, Route.BOTH_LEAD_NEW);
  }

  @Test
  void theNewShapeLeadsOnTheLastTwoRoutes() {
    assertThat(Arrays.stream(Route.values()).filter(route -> route.leads() == Shape.NEW))
        .containsExactly(Route.BOTH_LEAD_NEW, Route.NEW);
  }

  @ParameterizedTest
  @EnumSource(Route.class)
  void aRouteWritesTheShapeThatLeads(Route route) {
    assertThat(route.writes(route.leads())).isTrue();
  }

  /** The rows that a route has locked before it computes anything from one of them. */
  private static Set<Shape> locksFirst(Route route) {
    return route.leads() == Shape.NEW && route.writesBoth()
        ? EnumSet.allOf(Shape.class)
        : EnumSet.of(route.leads());
  }

  @Test
  void neighbouringRoutesLockARowInCommon() {
    Route[] routes = Route.values();
    for (int i = 1; i < routes.length; i++) {
      assertThat(locksFirst(routes[i - 1]))
          .as("%s beside %s", routes[i - 1], routes[i])
          .containsAnyElementsOf(locksFirst(routes[i]));
    }
    assertThat(locksFirst(Route.BOTH_READ_NEW)).doesNotContainAnyElementsOf(locksFirst(Route.NEW));
  }

  @ParameterizedTest
  @ValueSource(strings = {"customers-full-name", "a", "m2", "orders-2-cents"})
  void idsOfLowerCaseWordsAreTaken(String id) {
    assertThat(new MigrationId(id)).hasToString(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Customers", "-a", "a-", "a--b", "a.b", "a b", "1a"})
  void otherIdsAreNot(String id) {
    assertThatThrownBy(() -> new MigrationId(id)).hasMessageContaining("not of the form");
  }
}
