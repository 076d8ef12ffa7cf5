package dev.segue.migrator.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoutineSourceTest {

  @Test
  void looksIntoTextsAndPastComments() {
    RoutineSource source =
        RoutineSource.of(
            "-- a\n/* b\n */ SELECT \"C\", D FROM e; EXECUTE 'f' || $q$ g -- h\n $q$ || 'it''s'");

    assertThat(source.mentioned(List.of("a", "b", "C", "d", "D", "e", "f", "g", "h", "s")))
        .containsExactly("C", "d", "e", "f", "g", "s");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "insert into t values (1)",
        "INSERT INTO public.t (a) VALUES (1)",
        "merge into only t",
        "copy \"t\" from stdin",
        "$$INSERT INTO t$$"
      })
  void tellsWhatInserts(String text) {
    assertThat(RoutineSource.of(text).insertsInto("t")).isTrue();
    assertThat(RoutineSource.of(text).updates("t")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"t", "insert into x.u select from t", "update t set a = 1", "t.into"})
  void tellsWhatDoesNot(String text) {
    assertThat(RoutineSource.of(text).insertsInto("t")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"select * from t", "select 1, * from t", "t.*", "r t%ROWTYPE"})
  void tellsWhatTakesWholeRows(String text) {
    assertThat(RoutineSource.of(text).takesWholeRows()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"select count(*) from t", "select a * b from t", "a t.a%TYPE", "*"})
  void tellsWhatTakesNone(String text) {
    assertThat(RoutineSource.of(text).takesWholeRows()).isFalse();
  }

  @Test
  void readsALongText() {
    assertThat(RoutineSource.of("'" + "x ".repeat(500_000) + "' y").mentions("y")).isTrue();
  }
}
