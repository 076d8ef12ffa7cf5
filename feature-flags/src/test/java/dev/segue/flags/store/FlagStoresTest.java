package dev.segue.flags.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.flags.Flag;
import dev.segue.flags.FlagException;
import dev.segue.flags.MigrationFlags;
import dev.segue.flags.Percentage;
import dev.segue.flags.rollout.PercentageStrategy;
import dev.segue.route.MigrationId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.togglz.core.Feature;
import org.togglz.core.repository.FeatureState;
import org.togglz.core.repository.StateRepository;
import org.togglz.core.repository.mem.InMemoryStateRepository;
import org.togglz.core.util.NamedFeature;

class FlagStoresTest {

  private static final MigrationId ID = new MigrationId("customers-full-name");
  private static final Flag READ_NEW = Flag.parse("customers-full-name.read-new");

  private static FlagStore open(String spec) {
    return FlagStores.open(
        spec,
        List.of(ID),
        () -> {
          throw new AssertionError("no data source is needed");
        });
  }

  @Test
  void memoryKeepsWhatWasWritten() {
    FlagStore store = open("memory");
    assertThat(store.read()).containsEntry(ID, MigrationFlags.OFF).hasSize(1);
    store.write(READ_NEW, Percentage.parse("0.25"));
    store.write(Flag.parse("customers-full-name.write-new"), Percentage.HUNDRED);
    assertThat(store.read().get(ID))
        .isEqualTo(new MigrationFlags(true, Percentage.ZERO, Percentage.parse("0.25"), false));
  }

  @Test
  void eachMigrationHasFourFeaturesAndTheStrategyIsRegistered() {
    assertThat(open("memory").featureManager().getFeatures())
        .extracting(Feature::name)
        .containsExactlyInAnyOrder(
            "customers-full-name.write-new",
            "customers-full-name.shadow-read",
            "customers-full-name.read-new",
            "customers-full-name.retire-old");
    assertThat(open("memory").featureManager().getActivationStrategies())
        .anyMatch(strategy -> strategy.getId().equals("segue-percentage"));
  }

  @Test
  void aFileStoreIsNamedByItsPath() {
    assertThat(open("file:some/flags.properties").name())
        .isEqualTo("file:" + Path.of("some/flags.properties").toAbsolutePath());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "redis", "file:", "Memory", "database:x"})
  void anUnknownStoreIsNamedWithThoseThatThereAre(String spec) {
    assertThatThrownBy(() -> open(spec))
        .isInstanceOf(FlagException.class)
        .hasMessageContaining("there is no flag store \"" + spec + "\"")
        .hasMessageContaining("Detail: The stores are memory, database and file:<path>.")
        .hasMessageContaining("Hint: ");
  }

  @Test
  void enabledWithoutAStrategyIsAHundredPercent() {
    StateRepository repository = new InMemoryStateRepository();
    repository.setFeatureState(new FeatureState(new NamedFeature(READ_NEW.name()), true));
    FlagStore store = FlagStores.of("own", List.of(ID), repository, Duration.ZERO);
    assertThat(store.read().get(ID).readNew()).isEqualTo(Percentage.HUNDRED);
  }

  @Test
  void aDisabledFlagIsOffWhateverItsStrategy() {
    StateRepository repository = new InMemoryStateRepository();
    repository.setFeatureState(
        new FeatureState(new NamedFeature(READ_NEW.name()), false).setStrategyId("gradual"));
    FlagStore store = FlagStores.of("own", List.of(ID), repository, Duration.ZERO);
    assertThat(store.read().get(ID)).isEqualTo(MigrationFlags.OFF);
  }

  @Test
  void anotherStrategyIsRefusedByName() {
    StateRepository repository = new InMemoryStateRepository();
    repository.setFeatureState(
        new FeatureState(new NamedFeature(READ_NEW.name()), true).setStrategyId("gradual"));
    FlagStore store = FlagStores.of("own", List.of(ID), repository, Duration.ZERO);
    assertThatThrownBy(store::read)
        .hasMessageContaining("has an activation strategy that Segue does not draw by")
        .hasMessageContaining("\"gradual\"")
        .hasMessageContaining("Use segue-percentage");
  }

  @Test
  void anOnOffFlagWithAPercentageIsRefused() {
    StateRepository repository = new InMemoryStateRepository();
    Flag writeNew = Flag.parse("customers-full-name.write-new");
    repository.setFeatureState(
        new FeatureState(new NamedFeature(writeNew.name()), true)
            .setStrategyId(PercentageStrategy.ID)
            .setParameter(PercentageStrategy.PERCENTAGE, "25"));
    FlagStore store = FlagStores.of("own", List.of(ID), repository, Duration.ZERO);
    assertThatThrownBy(store::read)
        .isInstanceOf(FlagException.class)
        .hasMessageStartingWith("flag customers-full-name.write-new is on or off");
    assertThatThrownBy(() -> store.write(writeNew, Percentage.ofPercent(25)))
        .hasMessageContaining("takes no percentage");
  }

  @Test
  void aStoreThatFailsIsToldWithItsOwnReason() {
    StateRepository broken =
        new StateRepository() {
          @Override
          public FeatureState getFeatureState(Feature feature) {
            throw new IllegalStateException("wrapped", new RuntimeException("connection refused"));
          }

          @Override
          public void setFeatureState(FeatureState state) {
            throw new IllegalStateException("wrapped", new RuntimeException("read-only"));
          }
        };
    FlagStore store = FlagStores.of("own", List.of(ID), broken, Duration.ZERO);
    assertThatThrownBy(store::read)
        .isInstanceOf(FlagException.class)
        .hasMessageContaining(
            "could not be read from the store \"own\"\nDetail: connection refused");
    assertThatThrownBy(() -> store.write(READ_NEW, Percentage.HUNDRED))
        .isInstanceOf(FlagException.class)
        .hasMessageContaining("could not be written to the store \"own\"\nDetail: read-only");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"read-new", "customers-full-name", "customers-full-name.raed-new", "A.read-new"})
  void otherNamesAreNoFlags(String name) {
    assertThatThrownBy(() -> Flag.parse(name))
        .isInstanceOf(FlagException.class)
        .hasMessageStartingWith("\"" + name + "\" is not the name of a flag\nDetail: ");
  }
}
