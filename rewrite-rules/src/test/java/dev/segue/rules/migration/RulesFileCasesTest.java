package dev.segue.rules.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole files: the good are read, the others have exactly the mistakes that they announce. */
class RulesFileCasesTest {

  static Stream<RulesFileCase> good() {
    return RulesFileCase.in("good");
  }

  static Stream<RulesFileCase> bad() {
    return Stream.concat(RulesFileCase.in("malformed"), RulesFileCase.in("meaningless"));
  }

  @ParameterizedTest
  @MethodSource("good")
  void goodFilesAreRead(RulesFileCase file) {
    assertThatCode(() -> RulesFile.read(file.name(), new StringReader(file.text())))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource("bad")
  void everyMistakeIsReportedWithItsLine(RulesFileCase file) {
    RulesException e =
        catchThrowableOfType(
            RulesException.class, () -> RulesFile.read(file.name(), new StringReader(file.text())));
    assertThat(e).as("an exception").isNotNull();
    List<RulesFileCase.Announced> expected = new ArrayList<>(file.mistakes());
    List<Mistake> unexpected = new ArrayList<>();
    for (Mistake mistake : e.mistakes()) {
      if (expected.stream()
          .filter(announced -> announced.matches(mistake))
          .findFirst()
          .map(expected::remove)
          .isEmpty()) {
        unexpected.add(mistake);
      }
    }
    assertThat(unexpected).as("reported, not announced").isEmpty();
    assertThat(expected).as("announced, not reported").isEmpty();
  }
}
