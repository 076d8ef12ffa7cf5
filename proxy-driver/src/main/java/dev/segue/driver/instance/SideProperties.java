package dev.segue.driver.instance;

import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * What the instance's own connections take over of an application's URL and properties: the way to
 * the server and the login, and nothing that says how the application wants its statements
 * executed. They set what they need themselves.
 *
 * <p>What the wrapped driver does not know either is kept: socket factories and authentication
 * plugins are handed all properties, and have some of their own.
 *
 * @param url the wrapped driver's URL, with the parameters that are kept
 * @param properties those that are kept
 * @param searchPath the search path that the application asks for, where it does
 */
record SideProperties(String url, Properties properties, Optional<String> searchPath) {

  static final String APPLICATION_NAME = "ApplicationName";

  /** Settings of the session stand in it, and what some servers are reached by. */
  static final String OPTIONS = "options";

  private static final String CURRENT_SCHEMA = "currentSchema";

  /** Properties of pgjdbc that are the application's alone. */
  static final Set<String> LEFT =
      Set.of(
          APPLICATION_NAME,
          CURRENT_SCHEMA,
          // How results come back: what bounds them, or gives them another form.
          "adaptiveFetch",
          "adaptiveFetchMaximum",
          "adaptiveFetchMinimum",
          "binaryTransfer",
          "binaryTransferDisable",
          "binaryTransferEnable",
          "convertBooleanToNumeric",
          "databaseMetadataCacheFields",
          "databaseMetadataCacheFieldsMiB",
          "defaultRowFetchSize",
          "disableColumnSanitiser",
          "hideUnprivilegedObjects",
          "maxResultBuffer",
          "unknownLength",
          "xmlFactoryFactory",
          // How statements are sent, and what is done when one fails.
          "autosave",
          "cleanupSavepoints",
          "escapeSyntaxCallMode",
          "flushCacheOnDdl",
          "maxSendBufferSize",
          "queryTimeout",
          "quoteReturningIdentifiers",
          "reWriteBatchedInserts",
          "reWriteBatchedInsertsSize",
          "stringtype",
          // What a session may do.
          "allowEncodingChanges",
          "readOnly",
          "readOnlyMode",
          "replication",
          // A promise about servers that the application makes for itself.
          "assumeMinServerVersion",
          // In which thread a connection is opened, and what is said of one that is lost.
          "connectExecutor",
          "connectExecutorArg",
          "logUnclosedConnections",
          "loggerFile",
          "loggerLevel");

  static SideProperties of(InstanceSettings settings) {
    UrlParameters parameters = UrlParameters.of(settings.url());
    Properties properties = settings.properties();
    StartupOptions options = StartupOptions.parse(said(OPTIONS, parameters, properties));
    String schema = said(CURRENT_SCHEMA, parameters, properties);

    Properties kept = new Properties();
    properties.forEach(
        (name, value) -> {
          if (!isLeft(name)) {
            kept.put(name, value);
          }
        });
    String rest = options.withoutSettings();
    if (!rest.isEmpty()) {
      kept.setProperty(OPTIONS, rest);
    }
    kept.setProperty(
        APPLICATION_NAME, settings.application().map("segue (%s)"::formatted).orElse("segue"));
    return new SideProperties(
        parameters.without(SideProperties::isLeft).url(),
        kept,
        schema.isEmpty() ? options.setting("search_path") : Optional.of(schema));
  }

  /** As pgjdbc reads them: what the URL says counts first. */
  private static String said(String name, UrlParameters parameters, Properties properties) {
    return parameters.value(name).orElseGet(() -> properties.getProperty(name, ""));
  }

  private static boolean isLeft(Object name) {
    return name.equals(OPTIONS) || LEFT.contains(name);
  }
}
