package dev.segue.rules.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowRewriteTest {

  private static boolean touches(String source) {
    return new RowRewrite("trigger t", Optional.of(source)).mayTouch(List.of("name", "full_name"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "BEGIN NEW.updated_at = now(); RETURN NEW; END",
        "begin new . version := old.version + 1; return new; end",
        "BEGIN IF NEW.* IS DISTINCT FROM OLD.* THEN NEW.seen := 1; END IF; RETURN NEW; END"
      })
  void aTriggerThatSetsOtherColumnsTouchesNone(String source) {
    assertThat(touches(source)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "BEGIN NEW.name = upper(NEW.name); RETURN NEW; END",
        "BEGIN NEW.\"NAME\" = 1; RETURN NEW; END",
        "BEGIN NEW.slug = lower(NEW.Full_Name); RETURN NEW; END",
        "BEGIN NEW := jsonb_populate_record(NEW, '{}'); RETURN NEW; END",
        "BEGIN SELECT * INTO NEW FROM defaults; RETURN NEW; END",
        "WHEN (old.name IS NULL) BEGIN NEW.seen := 1; RETURN NEW; END"
      })
  void aTriggerThatMentionsAColumnOrSetsTheRowMayTouchIt(String source) {
    assertThat(touches(source)).isTrue();
  }

  @Test
  void whatCannotBeReadMayTouchEverything() {
    assertThat(new RowRewrite("rule r", Optional.empty()).mayTouch(List.of("name"))).isTrue();
  }
}
