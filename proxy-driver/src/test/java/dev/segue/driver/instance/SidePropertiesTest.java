package dev.segue.driver.instance;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.PGProperty;

class SidePropertiesTest {

  private static final String WHERE = "says where the server is";
  private static final String WHO = "says who logs in, and how";
  private static final String SAFE = "says how the connection is encrypted and the server known";
  private static final String PATIENCE = "says how long a server may take to answer";
  private static final String SOCKET = "belongs to the socket";
  private static final String POOLER = "says what a pooler before the server can stand";

  /** The properties that the own connections share with the application's, and why. */
  private static final Map<PGProperty, String> KEPT =
      Map.ofEntries(
          entry(PGProperty.PG_HOST, WHERE),
          entry(PGProperty.PG_PORT, WHERE),
          entry(PGProperty.PG_DBNAME, WHERE),
          entry(PGProperty.SERVICE, WHERE),
          entry(PGProperty.TARGET_SERVER_TYPE, WHERE),
          entry(PGProperty.HOST_RECHECK_SECONDS, WHERE),
          entry(PGProperty.LOAD_BALANCE_HOSTS, WHERE),
          entry(PGProperty.LOCAL_SOCKET_ADDRESS, WHERE),
          entry(PGProperty.PROTOCOL_VERSION, WHERE),
          entry(PGProperty.USER, WHO),
          entry(PGProperty.PASSWORD, WHO),
          entry(PGProperty.AUTHENTICATION_PLUGIN_CLASS_NAME, WHO),
          entry(PGProperty.CLASS_LOADER_STRATEGY, "finds the plugin's and the factories' classes"),
          entry(PGProperty.REQUIRE_AUTH, WHO),
          entry(PGProperty.CHANNEL_BINDING, WHO),
          entry(PGProperty.SCRAM_MAX_ITERATIONS, WHO),
          entry(PGProperty.GSS_ENC_MODE, SAFE),
          entry(PGProperty.GSS_LIB, WHO),
          entry(PGProperty.GSS_RESPONSE_TIMEOUT, PATIENCE),
          entry(PGProperty.GSS_USE_DEFAULT_CREDS, WHO),
          entry(PGProperty.JAAS_APPLICATION_NAME, WHO),
          entry(PGProperty.JAAS_LOGIN, WHO),
          entry(PGProperty.KERBEROS_SERVER_NAME, WHO),
          entry(PGProperty.SSPI_SERVICE_CLASS, WHO),
          entry(PGProperty.USE_SPNEGO, WHO),
          entry(PGProperty.SSL, SAFE),
          entry(PGProperty.SSL_CERT, SAFE),
          entry(PGProperty.SSL_FACTORY, SAFE),
          entry(PGProperty.SSL_FACTORY_ARG, SAFE),
          entry(PGProperty.SSL_HOSTNAME_VERIFIER, SAFE),
          entry(PGProperty.SSL_KEY, SAFE),
          entry(PGProperty.SSL_MODE, SAFE),
          entry(PGProperty.SSL_NEGOTIATION, SAFE),
          entry(PGProperty.SSL_PASSWORD, SAFE),
          entry(PGProperty.SSL_PASSWORD_CALLBACK, SAFE),
          entry(PGProperty.SSL_RESPONSE_TIMEOUT, PATIENCE),
          entry(PGProperty.SSL_ROOT_CERT, SAFE),
          entry(PGProperty.PEM_KEY_ALGORITHM, SAFE),
          entry(PGProperty.CONNECT_TIMEOUT, PATIENCE),
          entry(PGProperty.LOGIN_TIMEOUT, PATIENCE),
          entry(PGProperty.SOCKET_TIMEOUT, PATIENCE),
          entry(PGProperty.CANCEL_SIGNAL_TIMEOUT, PATIENCE),
          entry(PGProperty.SOCKET_FACTORY, SOCKET),
          entry(PGProperty.SOCKET_FACTORY_ARG, SOCKET),
          entry(PGProperty.TCP_KEEP_ALIVE, SOCKET),
          entry(PGProperty.TCP_NO_DELAY, SOCKET),
          entry(PGProperty.RECEIVE_BUFFER_SIZE, SOCKET),
          entry(PGProperty.SEND_BUFFER_SIZE, SOCKET),
          entry(PGProperty.GROUP_STARTUP_PARAMETERS, POOLER),
          entry(PGProperty.PREFER_QUERY_MODE, POOLER),
          entry(PGProperty.PREPARE_THRESHOLD, POOLER),
          entry(PGProperty.PREPARED_STATEMENT_CACHE_QUERIES, POOLER),
          entry(PGProperty.PREPARED_STATEMENT_CACHE_SIZE_MIB, POOLER),
          entry(PGProperty.LOG_SERVER_ERROR_DETAIL, "keeps data out of logs"));

  /** A new version of pgjdbc may bring new ones. */
  @ParameterizedTest
  @EnumSource(PGProperty.class)
  void everyPropertyIsEitherKeptOrLeft(PGProperty property) {
    Stream<Boolean> places =
        Stream.of(
            KEPT.containsKey(property),
            SideProperties.LEFT.contains(property.getName()),
            property == PGProperty.OPTIONS);

    assertThat(places.filter(isThere -> isThere)).as(property.getName()).hasSize(1);
  }

  @Test
  void noPropertyIsLeftThatThereIsNot() {
    Set<String> left = new HashSet<>(SideProperties.LEFT);
    left.removeAll(
        Stream.of(PGProperty.values()).map(PGProperty::getName).collect(Collectors.toSet()));

    assertThat(left).isEmpty();
  }

  private static SideProperties of(String url, Properties properties, String application) {
    Optional<String> none = Optional.empty();
    return SideProperties.of(
        new InstanceSettings(
            url, properties, none, none, none, none, Optional.ofNullable(application)));
  }

  @Test
  void whatIsLeftIsLeftOutOfTheUrlAndOfTheProperties() {
    Properties given = new Properties();
    given.setProperty("user", "ann");
    given.setProperty("maxResultBuffer", "1");
    given.setProperty("options", "-c statement_timeout=1 endpoint=calm-sea");
    given.put("socketFactory", this);
    SideProperties side =
        of("jdbc:postgresql://h/db?readOnly=true&ssl=true&ApplicationName=x", given, "shop");

    assertThat(side.url()).isEqualTo("jdbc:postgresql://h/db?ssl=true");
    assertThat(side.properties())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "user", "ann",
                "options", "endpoint=calm-sea",
                "socketFactory", this,
                "ApplicationName", "segue (shop)"));
  }

  /** A socket factory or plugin may want it. */
  @Test
  void whatPgjdbcDoesNotKnowIsKept() {
    Properties given = new Properties();
    given.setProperty("cloudSqlInstance", "a:b");
    SideProperties side = of("jdbc:postgresql:///db?ipTypes=PRIVATE", given, null);

    assertThat(side.url()).isEqualTo("jdbc:postgresql:///db?ipTypes=PRIVATE");
    assertThat(side.properties())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("cloudSqlInstance", "a:b", "ApplicationName", "segue"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ?currentSchema=a                                | ''                   | a
          ?currentSchema=a                                | -c search_path=c     | a
          ?options=-c%20search_path%3Da                   | ''                   | a
          ?options=-c%20search_path%3Da                   | -c search_path=c     | a
          ?options=-c%20statement_timeout%3D1             | -c search_path=c     |
          ''                                              | -c search_path=c     | c
          ''                                              | ''                   |
          """)
  void theSearchPathIsTheOneThatTheApplicationsSessionsGet(
      String parameters, String options, String path) {
    Properties given = new Properties();
    given.setProperty("options", options);

    assertThat(of("jdbc:postgresql:db" + parameters, given, null).searchPath())
        .isEqualTo(Optional.ofNullable(path));
  }
}
