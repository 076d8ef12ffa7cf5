package dev.segue.rules.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.rules.plan.CommandStarts.Found;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandStartsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COMMIT",
        " \n\tcommit;",
        "END",
        "Rollback TO SAVEPOINT a",
        "SELECT 1;ABORT",
        "SELECT 1; /* a; /* b */ c */ -- d\n PREPARE TRANSACTION 'a'",
        "/* why */ DISCARD ALL",
        "-- why\nRESET ALL",
        "SET ROLE a; COMMIT",
        "SELECT ';end'"
      })
  void findsWhatMayEndATransactionOrMoveTheSearchPath(String sql) {
    assertThat(CommandStarts.of(sql)).isEqualTo(Found.ENDING_OR_MOVING);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"SET ROLE a", "SELECT 1; set schema 'a'", "UPDATE a SET b = 1; SET c = 1"})
  void findsWhatSets(String sql) {
    assertThat(CommandStarts.of(sql)).isEqualTo(Found.SET);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ";;",
        "SELECT CASE WHEN a THEN b END FROM c",
        "UPDATE a SET role = 'commit'",
        "-- commit",
        "/* end",
        "SELECT 1; SELECT 2; -- end"
      })
  void otherPlacesOfTheWordsDoNotCount(String sql) {
    assertThat(CommandStarts.of(sql)).isEqualTo(Found.NONE);
  }

  @Test
  @Timeout(20)
  void commentsWithinCommentsAreNotReadAgainAndAgain() {
    assertThat(CommandStarts.of("; /*".repeat(1_000_000))).isEqualTo(Found.ENDING_OR_MOVING);
  }
}
