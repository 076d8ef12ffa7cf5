package dev.segue.rules.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionTest {

  private static final List<String> KNOWN = List.of("table", "rename", "columns", "up");

  @Test
  void theNearestWordIsSuggested() {
    assertThat(Suggestion.hint("tabel", KNOWN, "known:")).isEqualTo("did you mean \"table\"?");
    assertThat(Suggestion.hint("column", KNOWN, "known:")).isEqualTo("did you mean \"columns\"?");
  }

  @Test
  void farWordsAreNotGuessed() {
    assertThat(Suggestion.hint("u", KNOWN, "known:"))
        .isEqualTo("known: table, rename, columns, up");
    assertThat(Suggestion.nearest("view", KNOWN)).isEmpty();
  }

  @Test
  void aSwapOfNeighboursIsOneEdit() {
    assertThat(Suggestion.distance("tabel", "table")).isEqualTo(1);
    assertThat(Suggestion.distance("", "abc")).isEqualTo(3);
    assertThat(Suggestion.distance("kitten", "sitting")).isEqualTo(3);
  }
}
