package dev.segue.rules.catalog;

import java.util.List;
import java.util.Optional;

/**
 * One state of the database's catalog. An implementation may read a relation when it is first asked
 * for, but answers the same for as long as it lives: a change of the catalog is a new instance.
 *
 * <p>Thread-safe.
 */
public interface Catalog {

  /**
   * The relation of this name in this schema.
   *
   * @return empty where the schema has none
   * @throws CatalogUnavailableException if the database could not be asked
   */
  Optional<Relation> relation(String schema, String name);

  /**
   * The columns that a table had, by position, which is no more and whose place another one has
   * taken.
   *
   * @return empty where nobody remembers it
   * @throws CatalogUnavailableException if the database could not be asked
   */
  default List<CatalogColumn> remembered(String schema, String name) {
    return List.of();
  }

  /** PostgreSQL's major version: 18. */
  int serverVersion();

  /**
   * Whether any function of this unqualified name is volatile (manual, 38.7 Function Volatility
   * Categories): calling it twice may give two values.
   */
  boolean isVolatileFunction(String name);

  /**
   * Whether users or extensions made a function of this unqualified name, in whatever schema: a
   * call may mean that one instead of PostgreSQL's own (manual, 10.3 Functions).
   */
  boolean isUsersFunction(String name);

  /** Whether any operator of this name stands on a volatile function. */
  boolean isVolatileOperator(String name);
}
