package dev.segue.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
  void onlyTheTwoMiddleRoutesWriteBoth() {
    assertThat(Route.OLD.writesBoth()).isFalse();
    assertThat(Route.BOTH_READ_OLD.writesBoth()).isTrue();
    assertThat(Route.BOTH_READ_NEW.writesBoth()).isTrue();
    assertThat(Route.NEW.writesBoth()).isFalse();
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
