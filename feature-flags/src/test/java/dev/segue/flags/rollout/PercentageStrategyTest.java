package dev.segue.flags.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.flags.FlagException;
import dev.segue.flags.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.togglz.core.repository.FeatureState;
import org.togglz.core.user.SimpleFeatureUser;
import org.togglz.core.util.NamedFeature;

class PercentageStrategyTest {

  private final PercentageStrategy strategy = new PercentageStrategy();

  private static FeatureState state(String percentage) {
    return new FeatureState(new NamedFeature("customers-full-name.read-new"), true)
        .setStrategyId(PercentageStrategy.ID)
        .setParameter(PercentageStrategy.PERCENTAGE, percentage);
  }

  @Test
  void drawsAUserAsTheStageDoes() {
    long seed = StickyHash.seed("customers-full-name.read-new");
    for (int i = 0; i < 10_000; i++) {
      boolean inside = StickyHash.bucket(seed, StickyHash.ofKey("user-" + i)) < 2_500;
      assertThat(strategy.isActive(state("25"), new SimpleFeatureUser("user-" + i)))
          .isEqualTo(inside);
    }
  }

  @Test
  void aBlankUserIsAKeyLikeAnyOther() {
    int bucket =
        StickyHash.bucket(StickyHash.seed("customers-full-name.read-new"), StickyHash.ofKey(""));
    String justOutside = new Percentage(bucket).number();
    String justInside = new Percentage(bucket + 1).number();
    assertThat(strategy.isActive(state(justOutside), new SimpleFeatureUser(""))).isFalse();
    assertThat(strategy.isActive(state(justInside), new SimpleFeatureUser(""))).isTrue();
  }

  @Test
  void withoutAUserEachCallIsDrawnAnew() {
    int active = 0;
    for (int i = 0; i < 10_000; i++) {
      active += strategy.isActive(state("50"), null) ? 1 : 0;
    }
    assertThat(active).isBetween(4_700, 5_300);
    assertThat(strategy.isActive(state("0"), null)).isFalse();
    assertThat(strategy.isActive(state("100"), null)).isTrue();
  }

  @Test
  void aWrongPercentageNamesTheFlag() {
    assertThatThrownBy(() -> PercentageStrategy.percentageOf(state("140")))
        .isInstanceOf(FlagException.class)
        .hasMessageStartingWith(
            "flag customers-full-name.read-new: \"140\" is not a percentage\nDetail: ");
    assertThatThrownBy(() -> PercentageStrategy.percentageOf(state(null)))
        .hasMessageContaining("has strategy segue-percentage and no percentage")
        .hasMessageContaining("Hint: Set customers-full-name.read-new.param.percentage");
  }

  @ParameterizedTest
  @CsvSource({
    "0,true",
    "100,true",
    "100%,true",
    "0.25,true",
    "100.01,false",
    "140,false",
    "abc,false",
    "0.001,false",
    "-1,false"
  })
  void itsParameterIsValidatedInTogglzConsole(String value, boolean valid) {
    assertThat(strategy.getParameters()).hasSize(1);
    assertThat(strategy.getParameters()[0].getName()).isEqualTo("percentage");
    assertThat(strategy.getParameters()[0].isValid(value)).isEqualTo(valid);
  }
}
