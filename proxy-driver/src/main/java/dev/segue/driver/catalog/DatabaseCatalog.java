package dev.segue.driver.catalog;

import dev.segue.rules.catalog.Catalog;
import dev.segue.rules.catalog.CatalogColumn;
import dev.segue.rules.catalog.Relation;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * The catalog of a PostgreSQL database. What it has read it keeps and never looks at again; when
 * {@link CatalogFingerprint} has changed, take a new one. The relations of the names that it was
 * made for are all of one moment ({@link CatalogMoment}): a table that is renamed stands under one
 * of its names. Others are read when they are first asked for.
 *
 * <p>Type names and default expressions carry the schema of whatever is not in {@code pg_catalog},
 * so that they mean the same under any search path.
 *
 * <p>Thread-safe. Two threads that ask for the same relation at once may both read it; no lock is
 * held while the database is asked.
 */
public final class DatabaseCatalog implements Catalog {

  /** Temporary tables come and go with their sessions; nothing is kept of them. */
  private static final String TEMPORARY_SCHEMA = "pg_temp_";

  private record Name(String schema, String relation) {}

  private final CatalogReader reader;
  private final Set<String> wholeNames;
  private final ConcurrentMap<Name, Optional<Relation>> relations = new ConcurrentHashMap<>();
  private final ConcurrentMap<Name, List<CatalogColumn>> remembered = new ConcurrentHashMap<>();
  private volatile Volatility volatility;
  private volatile int serverVersion;

  private DatabaseCatalog(CatalogReader reader, Set<String> wholeNames) {
    this.reader = reader;
    this.wholeNames = Set.copyOf(wholeNames);
  }

  /**
   * The catalog as it is from now on.
   *
   * @param dataSource leads past Segue and gives connections in autocommit mode; one is taken for
   *     each reading and given back
   */
  public static DatabaseCatalog of(DataSource dataSource) {
    return new DatabaseCatalog(new CatalogReader(dataSource), Set.of());
  }

  /**
   * A catalog that has the relations of some names from the start.
   *
   * @param reader for what is asked beside them
   * @param names unqualified; there are no relations of these names but the ones given
   */
  static DatabaseCatalog knowing(
      CatalogReader reader, Set<String> names, Collection<Relation> relations) {
    DatabaseCatalog catalog = new DatabaseCatalog(reader, names);
    for (Relation relation : relations) {
      catalog.relations.put(new Name(relation.schema(), relation.name()), Optional.of(relation));
    }
    return catalog;
  }

  /**
   * The unqualified names of the relations that were asked for so far, and are kept; of those too
   * that there are none of.
   */
  public Set<String> names() {
    return relations.keySet().stream().map(Name::relation).collect(Collectors.toSet());
  }

  @Override
  public Optional<Relation> relation(String schema, String name) {
    Name key = new Name(schema, name);
    Optional<Relation> known = relations.get(key);
    if (known != null) {
      return known;
    }
    if (wholeNames.contains(name) && !schema.startsWith(TEMPORARY_SCHEMA)) {
      return Optional.empty();
    }
    Optional<Relation> read =
        reader.read(
            "relation \"%s.%s\"".formatted(schema, name),
            connection -> RelationReading.read(connection, schema, name));
    if (schema.startsWith(TEMPORARY_SCHEMA)) {
      return read;
    }
    Optional<Relation> first = relations.putIfAbsent(key, read);
    return first == null ? read : first;
  }

  /** What is remembered stays what it is: the table is gone. */
  @Override
  public List<CatalogColumn> remembered(String schema, String name) {
    Name key = new Name(schema, name);
    List<CatalogColumn> known = remembered.get(key);
    if (known != null) {
      return known;
    }
    List<CatalogColumn> read =
        reader.read(
            "what is remembered of \"%s.%s\"".formatted(schema, name),
            connection -> RelationReading.remembered(connection, schema, name));
    List<CatalogColumn> first = remembered.putIfAbsent(key, read);
    return first == null ? read : first;
  }

  @Override
  public int serverVersion() {
    int known = serverVersion;
    if (known == 0) {
      known =
          reader.read(
              "the server's version",
              connection -> connection.getMetaData().getDatabaseMajorVersion());
      serverVersion = known;
    }
    return known;
  }

  @Override
  public boolean isVolatileFunction(String name) {
    return volatility().functions().contains(name);
  }

  @Override
  public boolean isUsersFunction(String name) {
    return volatility().usersFunctions().contains(name);
  }

  @Override
  public boolean isVolatileOperator(String name) {
    return volatility().operators().contains(name);
  }

  private Volatility volatility() {
    Volatility known = volatility;
    if (known == null) {
      known = reader.read("volatile functions", Volatility::read);
      volatility = known;
    }
    return known;
  }
}
