package dev.segue.driver.catalog;

import dev.segue.rules.catalog.CatalogUnavailableException;
import dev.segue.rules.catalog.Relation;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/**
 * The relations of some names and their fingerprint, of one and the same moment: read in one
 * transaction of isolation level REPEATABLE READ (manual, 13.2.2).
 *
 * <p>Were they read one by one, a table that is renamed meanwhile could be seen under neither of
 * its names, or its old name as the view that {@code contract} leaves behind.
 *
 * @param catalog has these relations; others it reads when it is asked for them
 * @param fingerprint of these names
 */
public record CatalogMoment(DatabaseCatalog catalog, CatalogFingerprint fingerprint) {

  private static final String NAMED =
      """
      SELECT n.nspname, c.relname
      FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relname = ANY (?) AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
        AND n.nspname NOT LIKE 'pg\\_temp\\_%'""";

  private record Found(String schema, String name) {}

  /**
   * The moment now.
   *
   * @param dataSource leads past Segue
   * @param names unqualified, as the catalog spells them
   * @throws CatalogUnavailableException if the database could not be asked, or one of the tables
   *     stayed locked
   */
  public static CatalogMoment read(DataSource dataSource, Set<String> names) {
    CatalogReader reader = new CatalogReader(dataSource);
    return reader.read("the migrating tables", connection -> read(connection, reader, names));
  }

  /** No moment yet: every relation is read when it is asked for, and the fingerprint is none's. */
  public static CatalogMoment later(DataSource dataSource) {
    return new CatalogMoment(DatabaseCatalog.of(dataSource), new CatalogFingerprint(""));
  }

  private static CatalogMoment read(Connection connection, CatalogReader reader, Set<String> names)
      throws SQLException {
    CatalogFingerprint fingerprint = CatalogFingerprint.read(connection, names);
    List<Relation> relations = new ArrayList<>();
    for (Found found : found(connection, names)) {
      Optional<Relation> relation = RelationReading.read(connection, found.schema(), found.name());
      relation.ifPresent(relations::add);
    }
    return new CatalogMoment(DatabaseCatalog.knowing(reader, names, relations), fingerprint);
  }

  private static List<Found> found(Connection connection, Set<String> names) throws SQLException {
    List<Found> found = new ArrayList<>();
    Array array = connection.createArrayOf("name", names.toArray());
    try (PreparedStatement statement = connection.prepareStatement(NAMED)) {
      statement.setArray(1, array);
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          found.add(new Found(result.getString(1), result.getString(2)));
        }
      }
    } finally {
      array.free();
    }
    return found;
  }
}
