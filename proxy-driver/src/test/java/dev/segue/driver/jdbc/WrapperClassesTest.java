package dev.segue.driver.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrappers of the wrapped driver are there; those of others are made. */
class WrapperClassesTest {

  @ParameterizedTest
  @CsvSource({
    "SegueConnection, PgConnection",
    "SegueStatement, PgStatement",
    "SeguePreparedStatement, PgPreparedStatement",
    "RoutedPreparedStatement, PgPreparedStatement",
    "SegueCallableStatement, PgCallableStatement",
    "SegueResultSet, PgResultSet",
    "SegueDatabaseMetaData, PgDatabaseMetaData"
  })
  void theBuildHasMadeThoseOfTheWrappedDriver(String base, String wrapped) throws Exception {
    Class<?> wrapper =
        WrapperClasses.wrapper(
            Class.forName("dev.segue.driver.jdbc." + base),
            Class.forName("org.postgresql.jdbc." + wrapped));

    assertThat(wrapper.getName()).contains("$Ready");
    assertThat(
            WrapperClasses.class.getResource(
                WrapperClasses.nameOfFactory(wrapper.getSimpleName()) + ".class"))
        .isNotNull();
  }

  /** What a later version of a driver might have. */
  public interface Later extends Connection {
    /** A method that nobody has heard of. */
    String novelty();
  }

  /** What an earlier version of it has. */
  public interface Earlier extends Connection {}

  private abstract static class LaterConnection implements Later {}

  private abstract static class EarlierConnection implements Earlier {}

  @Test
  void oneMethodMoreIsAnotherFingerprint() {
    VisibleInterfaces earlier = VisibleInterfaces.of(EarlierConnection.class);
    VisibleInterfaces later = VisibleInterfaces.of(LaterConnection.class);

    assertThat(earlier.fingerprint())
        .isEqualTo(VisibleInterfaces.of(EarlierConnection.class).fingerprint())
        .isNotEqualTo(later.fingerprint());
  }

  @Test
  void whatTheBuildHasNotSeenIsGenerated() throws Exception {
    Class<?> wrapper = WrapperClasses.wrapper(SegueConnection.class, LaterConnection.class);

    assertThat(wrapper.getName()).doesNotContain("$Ready");
    assertThat(wrapper.getMethod("novelty").getDeclaringClass()).isEqualTo(wrapper);
    assertThat(wrapper.getInterfaces()).contains(Later.class);
  }
}
