package dev.segue.flags.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.flags.Flag;
import dev.segue.flags.FlagException;
import dev.segue.flags.MigrationFlags;
import dev.segue.flags.Percentage;
import dev.segue.route.MigrationId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.togglz.core.repository.FeatureState;
import org.togglz.core.repository.file.FileBasedStateRepository;
import org.togglz.core.util.NamedFeature;

class FileFlagStoreTest {

  private static final MigrationId ID = new MigrationId("customers-full-name");
  private static final Flag READ_NEW = Flag.parse("customers-full-name.read-new");
  private static final String QUARTER =
      """
      # rollout of the full name
      customers-full-name.write-new = true
      customers-full-name.read-new = true
      customers-full-name.read-new.strategy = segue-percentage
      customers-full-name.read-new.param.percentage = 25
      another.feature = perhaps
      """;

  @TempDir Path folder;
  private Path file;
  private FlagStore store;

  @BeforeEach
  void writeFile() throws IOException {
    file = Files.writeString(folder.resolve("flags.properties"), QUARTER);
    store = FlagStores.file(List.of(ID), file);
  }

  private MigrationFlags flags() {
    return store.read().get(ID);
  }

  private void awaitFlags(Predicate<MigrationFlags> wanted) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    while (!wanted.test(flags())) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private FlagException awaitProblem() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    while (System.nanoTime() < deadline) {
      try {
        flags();
      } catch (FlagException e) {
        return e;
      }
    }
    throw new AssertionError("no problem was told");
  }

  @Test
  void theFormatOfTogglzIsRead() {
    assertThat(flags())
        .isEqualTo(new MigrationFlags(true, Percentage.ZERO, Percentage.ofPercent(25), false));
  }

  @Test
  void whatTogglzWritesIsReadAndWhatIsWrittenTogglzReads() throws IOException {
    Path other = folder.resolve("togglz.properties");
    new FileBasedStateRepository(other.toFile())
        .setFeatureState(
            new FeatureState(new NamedFeature(READ_NEW.name()), true)
                .setStrategyId("segue-percentage")
                .setParameter("percentage", "0.01"));
    FlagStore ours = FlagStores.file(List.of(ID), other);
    assertThat(ours.read().get(ID).readNew()).isEqualTo(new Percentage(1));

    ours.write(READ_NEW, Percentage.parse("12.5"));
    FeatureState theirs =
        new FileBasedStateRepository(other.toFile())
            .getFeatureState(new NamedFeature(READ_NEW.name()));
    assertThat(theirs.isEnabled()).isTrue();
    assertThat(theirs.getStrategyId()).isEqualTo("segue-percentage");
    assertThat(theirs.getParameter("percentage")).isEqualTo("12.5");
  }

  @Test
  void aWriteLeavesCommentsOrderAndOtherFeaturesAlone() throws IOException {
    store.read();
    store.write(READ_NEW, Percentage.ofPercent(50));
    assertThat(Files.readString(file)).isEqualTo(QUARTER.replace("= 25", "= 50"));
    assertThat(flags().readNew()).isEqualTo(Percentage.ofPercent(50));
    store.write(READ_NEW, Percentage.ZERO);
    assertThat(Files.readString(file))
        .contains("# rollout of the full name\n")
        .contains("customers-full-name.read-new = false\n")
        .contains("another.feature = perhaps\n")
        .doesNotContain("strategy");
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactly(file);
    }
  }

  @Test
  void aChangedFileIsSeen() throws IOException {
    flags();
    Files.writeString(file, QUARTER.replace("= 25", "= 99.99"));
    awaitFlags(flags -> flags.readNew().basisPoints() == 9_999);
  }

  @Test
  void aFileMovedIntoPlaceWithAnOlderTimeIsSeen() throws IOException {
    flags();
    Path next = Files.writeString(folder.resolve("next"), QUARTER.replace("= 25", "= 1"));
    Files.setLastModifiedTime(next, FileTime.from(Instant.EPOCH));
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    awaitFlags(flags -> flags.readNew().basisPoints() == 100);
  }

  @Test
  void aContentCountsOnlyOnceItStandsStill() throws IOException {
    flags();
    Files.writeString(file, QUARTER.replace("= 25", "= 1"));
    assertThat(flags().readNew()).isEqualTo(Percentage.ofPercent(25)); // seen the first time
    awaitFlags(flags -> flags.readNew().basisPoints() == 100);
  }

  @Test
  void aMissingFileIsToldAndIsNotMade() throws IOException {
    flags();
    Files.delete(file);
    assertThat(awaitProblem())
        .hasMessageStartingWith("flag file \"" + file + "\" does not exist\nHint: Create it");
    assertThat(file).doesNotExist();
    Files.writeString(file, QUARTER);
    awaitFlags(flags -> flags.readNew().basisPoints() == 2_500);
  }

  @Test
  void aFileThatBecameEmptyIsToldAndTurnsNothingOff() throws IOException {
    flags();
    Files.writeString(file, "");
    assertThat(awaitProblem())
        .hasMessageContaining("has become empty")
        .hasMessageContaining("half");
  }

  @Test
  void anEmptyFileAtTheStartIsAllOff() throws IOException {
    Files.writeString(file, "");
    assertThat(flags()).isEqualTo(MigrationFlags.OFF);
  }

  /** The file cut off after each of its characters gives its flags, fewer of them, or a problem. */
  @Test
  void aFileThatWasCutOffNeverGivesAFlagThatWasNotWritten() throws IOException {
    String content = "customers-full-name.write-new = true\ncustomers-full-name.read-new = true\n";
    for (int end = 1; end < content.length() - 1; end++) {
      String cut = content.substring(0, end);
      try {
        FlagFileCheck.check(FlagFile.parse(cut), List.of(ID));
      } catch (FlagException e) {
        continue;
      }
      String lastLine = cut.substring(cut.lastIndexOf('\n') + 1);
      boolean whole =
          lastLine.isEmpty()
              || !lastLine.contains(".") // not yet one of our keys
              || lastLine.endsWith("= true");
      assertThat(whole).as("cut to <%s>", cut).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "customers-full-name.read-new.param.percentage = 25,"
        + "customers-full-name.read-new.param.percentage = 140,out of the range",
    "customers-full-name.read-new.param.percentage = 25,"
        + "customers-full-name.read-new.param.percentage = abc,not a number",
    "customers-full-name.read-new.param.percentage = 25,"
        + "customers-full-name.read-new.param.percentage = 0.001,finer than",
    "customers-full-name.write-new = true,customers-full-name.write-new = tr,neither true nor",
    "customers-full-name.write-new = true,customers-full-name.raed-new = true,belongs to no flag",
    "# rollout of the full name,\\u00zz,not a properties file",
  })
  void whatIsWrongIsToldWithTheFile(String right, String wrong, String told) throws IOException {
    flags();
    Files.writeString(file, QUARTER.replace(right, wrong));
    assertThat(awaitProblem())
        .hasMessageStartingWith("flag file \"" + file + "\": ")
        .hasMessageContaining(told);
    Files.writeString(file, QUARTER);
    awaitFlags(flags -> flags.readNew().basisPoints() == 2_500);
  }

  @Test
  void aLinkStaysALink() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    FlagStore linked = FlagStores.file(List.of(ID), link);
    linked.read();
    linked.write(READ_NEW, Percentage.ofPercent(75));
    assertThat(link).isSymbolicLink();
    assertThat(Files.readString(file)).contains("percentage = 75\n");
  }

  @Test
  void aFolderInPlaceOfTheFileIsTold() {
    FlagStore wrong = FlagStores.file(List.of(ID), folder);
    assertThatThrownBy(wrong::read)
        .isInstanceOf(FlagException.class)
        .hasMessageContaining("could not be read");
  }
}
