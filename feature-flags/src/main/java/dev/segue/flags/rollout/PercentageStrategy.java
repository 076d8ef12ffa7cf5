package dev.segue.flags.rollout;

import dev.segue.flags.FlagException;
import dev.segue.flags.Percentage;
import java.util.concurrent.ThreadLocalRandom;
import org.togglz.core.activation.Parameter;
import org.togglz.core.activation.ParameterBuilder;
import org.togglz.core.repository.FeatureState;
import org.togglz.core.spi.ActivationStrategy;
import org.togglz.core.user.FeatureUser;

/**
 * The Togglz strategy {@code segue-percentage}: on for a share of the keys, in steps of 0.01 %. Its
 * one parameter is {@code percentage}. Stateless; many threads may use it.
 *
 * <p>Togglz's own {@code GradualActivationStrategy} has steps of 1 %, is off for a blank user and
 * always on for one hash value. Here every name, blank ones too, is a key like any other; where
 * there is no user at all each call is drawn anew.
 *
 * <p>The driver never asks {@link #isActive}: it draws from a {@code Stage}, with the same hash and
 * so with the same outcome.
 */
public final class PercentageStrategy implements ActivationStrategy {

  /** The strategy's id in Togglz's stores. */
  public static final String ID = "segue-percentage";

  /** The name of its one parameter. */
  public static final String PERCENTAGE = "percentage";

  @Override
  public String getId() {
    return ID;
  }

  @Override
  public String getName() {
    return "Percentage of keys (Segue)";
  }

  @Override
  public boolean isActive(FeatureState state, FeatureUser user) {
    long key =
        user == null || user.getName() == null
            ? ThreadLocalRandom.current().nextLong()
            : StickyHash.ofKey(user.getName());
    long seed = StickyHash.seed(state.getFeature().name());
    return percentageOf(state).contains(StickyHash.bucket(seed, key));
  }

  /**
   * The share that an enabled state asks for.
   *
   * @throws FlagException if the parameter is missing or not a percentage
   */
  public static Percentage percentageOf(FeatureState state) {
    String name = state.getFeature().name();
    String value = state.getParameter(PERCENTAGE);
    if (value == null) {
      throw new FlagException(
          "flag %s has strategy %s and no percentage".formatted(name, ID),
          "",
          "Set %s.param.%s to a number from 0 to 100.".formatted(name, PERCENTAGE));
    }
    try {
      return Percentage.parse(value);
    } catch (FlagException e) {
      throw new FlagException("flag %s: %s".formatted(name, e.fact()), e.detail(), e.hint(), e);
    }
  }

  @Override
  public Parameter[] getParameters() {
    return new Parameter[] {
      ParameterBuilder.create(PERCENTAGE)
          .label("Percentage")
          .description("0 to 100, in steps of 0.01")
          .matching("(100(\\.0{1,2})?|\\d{1,2}(\\.\\d{1,2})?)\\s*%?")
    };
  }
}
