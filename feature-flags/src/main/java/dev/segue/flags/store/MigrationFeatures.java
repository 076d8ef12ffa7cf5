package dev.segue.flags.store;

import dev.segue.flags.Flag;
import dev.segue.flags.FlagKind;
import dev.segue.flags.rollout.PercentageStrategy;
import dev.segue.route.MigrationId;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.togglz.core.Feature;
import org.togglz.core.manager.FeatureManager;
import org.togglz.core.manager.FeatureManagerBuilder;
import org.togglz.core.metadata.EmptyFeatureMetaData;
import org.togglz.core.metadata.FeatureMetaData;
import org.togglz.core.repository.StateRepository;
import org.togglz.core.spi.FeatureProvider;
import org.togglz.core.user.NoOpUserProvider;
import org.togglz.core.util.NamedFeature;

/** The four Togglz features of each migration. Immutable. */
final class MigrationFeatures implements FeatureProvider {

  private final Set<Feature> features = new LinkedHashSet<>();

  MigrationFeatures(Collection<MigrationId> migrations) {
    for (MigrationId migration : migrations) {
      for (FlagKind kind : FlagKind.values()) {
        features.add(feature(new Flag(migration, kind)));
      }
    }
  }

  static Feature feature(Flag flag) {
    return new NamedFeature(flag.name());
  }

  /**
   * A manager over {@code repository}. It is built, never looked up: an application that uses
   * Togglz itself has another one in reach of a lookup. No strategy is looked up either, of which
   * one would look for script engines: none but that of percentages is drawn by.
   */
  FeatureManager manager(StateRepository repository) {
    return FeatureManagerBuilder.begin()
        .name("segue")
        .featureProvider(this)
        .stateRepository(repository)
        .activationStrategyProvider(() -> List.of(new PercentageStrategy()))
        .userProvider(new NoOpUserProvider())
        .build();
  }

  @Override
  public Set<Feature> getFeatures() {
    return Set.copyOf(features);
  }

  @Override
  public FeatureMetaData getMetaData(Feature feature) {
    return new EmptyFeatureMetaData(feature);
  }
}
