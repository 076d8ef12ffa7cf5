package dev.segue.flags.store;

import dev.segue.flags.Flag;
import dev.segue.flags.FlagException;
import dev.segue.flags.FlagKind;
import dev.segue.flags.MigrationFlags;
import dev.segue.flags.Percentage;
import dev.segue.flags.rollout.PercentageStrategy;
import org.togglz.core.repository.FeatureState;

/** Between a Togglz state and a flag's value. Stateless. */
final class FeatureStates {

  private FeatureStates() {}

  /** The value that a state gives; enabled without a strategy is 100 %. */
  static Percentage valueOf(Flag flag, FeatureState state) {
    if (state == null || !state.isEnabled()) {
      return Percentage.ZERO;
    }
    String strategy = state.getStrategyId();
    if (strategy == null || strategy.isBlank()) {
      return Percentage.HUNDRED;
    }
    if (!strategy.strip().equals(PercentageStrategy.ID)) {
      throw new FlagException(
          "flag %s has an activation strategy that Segue does not draw by".formatted(flag),
          "It is \"%s\".".formatted(strategy.strip()),
          "Use %s, or no strategy for 100%%.".formatted(PercentageStrategy.ID));
    }
    Percentage value = PercentageStrategy.percentageOf(state);
    try {
      return MigrationFlags.OFF.with(flag.kind(), value).get(flag.kind());
    } catch (FlagException e) {
      throw new FlagException("flag %s is on or off".formatted(flag), e.detail(), e.hint(), e);
    }
  }

  /** The state that gives a value: a strategy only where it is needed. */
  static FeatureState stateOf(Flag flag, Percentage value) {
    MigrationFlags.OFF.with(flag.kind(), value); // an on/off flag takes no percentage
    FeatureState state = new FeatureState(MigrationFeatures.feature(flag), !value.isZero());
    if (flag.kind().takesPercentage() && !value.isZero()) {
      state.setStrategyId(PercentageStrategy.ID);
      state.setParameter(PercentageStrategy.PERCENTAGE, value.number());
    }
    return state;
  }

  /** Collects the four values of one migration. */
  static MigrationFlags flags(java.util.function.Function<FlagKind, Percentage> value) {
    MigrationFlags flags = MigrationFlags.OFF;
    for (FlagKind kind : FlagKind.values()) {
      flags = flags.with(kind, value.apply(kind));
    }
    return flags;
  }
}
