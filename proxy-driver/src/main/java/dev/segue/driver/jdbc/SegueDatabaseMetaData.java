package dev.segue.driver.jdbc;

import dev.segue.driver.metadata.LogicalMetaData;
import dev.segue.rules.plan.SpokenTables;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.core.BaseConnection;

/**
 * The wrapper of a connection's metadata: it leads back to the wrapper of the connection, and its
 * result sets come out wrapped. Tables of migrations are described as the application knows them.
 * Everything else is generated, so that URL and product names are the wrapped driver's, by which
 * frameworks recognise the database.
 */
public abstract class SegueDatabaseMetaData extends JdbcWrapper implements DatabaseMetaData {

  /** Makes the wrappers of one wrapped class; generated. */
  abstract static class Factory extends WrapperFactory {
    abstract SegueDatabaseMetaData wrap(DatabaseMetaData delegate, SegueConnection connection);
  }

  private final SegueConnection connection;

  SegueDatabaseMetaData(DatabaseMetaData delegate, SegueConnection connection) {
    super(delegate);
    this.connection = connection;
  }

  /** The wrapped metadata. */
  protected final DatabaseMetaData delegate() {
    return (DatabaseMetaData) delegate;
  }

  /** The wrapper of the connection. The wrapped driver is asked too, for its errors. */
  @Override
  public final Connection getConnection() throws SQLException {
    return delegate().getConnection() == null ? null : connection;
  }

  /** What generated methods do with a result set that the wrapped object returns. */
  final ResultSet adopt(ResultSet physical) {
    return connection.adopt(physical);
  }

  /** Where tables migrate; else the wrapped driver describes all. */
  private Optional<LogicalMetaData> logical() throws SQLException {
    SpokenTables tables = connection.router().tables();
    return tables.equals(SpokenTables.NONE)
        ? Optional.empty()
        : Optional.of(
            new LogicalMetaData((BaseConnection) connection.delegate(), delegate(), tables));
  }

  @Override
  public final ResultSet getTables(String catalog, String schema, String table, String[] types)
      throws SQLException {
    Optional<LogicalMetaData> logical = logical();
    return adopt(
        logical.isPresent()
            ? logical.get().tables(catalog, schema, table, types)
            : delegate().getTables(catalog, schema, table, types));
  }

  @Override
  public final ResultSet getColumns(String catalog, String schema, String table, String column)
      throws SQLException {
    Optional<LogicalMetaData> logical = logical();
    return adopt(
        logical.isPresent()
            ? logical.get().columns(catalog, schema, table, column)
            : delegate().getColumns(catalog, schema, table, column));
  }

  @Override
  public final ResultSet getPrimaryKeys(String catalog, String schema, String table)
      throws SQLException {
    Optional<LogicalMetaData> logical = logical();
    return adopt(
        logical.isPresent()
            ? logical.get().primaryKeys(catalog, schema, table)
            : delegate().getPrimaryKeys(catalog, schema, table));
  }

  @Override
  public final ResultSet getIndexInfo(
      String catalog, String schema, String table, boolean unique, boolean approximate)
      throws SQLException {
    Optional<LogicalMetaData> logical = logical();
    return adopt(
        logical.isPresent()
            ? logical.get().indexInfo(catalog, schema, table, unique, approximate)
            : delegate().getIndexInfo(catalog, schema, table, unique, approximate));
  }

  @Override
  public final ResultSet getBestRowIdentifier(
      String catalog, String schema, String table, int scope, boolean nullable)
      throws SQLException {
    Optional<LogicalMetaData> logical = logical();
    return adopt(
        logical.isPresent()
            ? logical.get().bestRowIdentifier(catalog, schema, table, scope, nullable)
            : delegate().getBestRowIdentifier(catalog, schema, table, scope, nullable));
  }

  @Override
  public final ResultSet getColumnPrivileges(
      String catalog, String schema, String table, String column) throws SQLException {
    Optional<LogicalMetaData> logical = logical();
    return adopt(
        logical.isPresent()
            ? logical.get().columnPrivileges(catalog, schema, table, column)
            : delegate().getColumnPrivileges(catalog, schema, table, column));
  }

  @Override
  public final ResultSet getImportedKeys(String catalog, String schema, String table)
      throws SQLException {
    Optional<LogicalMetaData> logical = logical();
    return adopt(
        logical.isPresent()
            ? logical.get().importedKeys(catalog, schema, table)
            : delegate().getImportedKeys(catalog, schema, table));
  }

  @Override
  public final ResultSet getExportedKeys(String catalog, String schema, String table)
      throws SQLException {
    Optional<LogicalMetaData> logical = logical();
    return adopt(
        logical.isPresent()
            ? logical.get().exportedKeys(catalog, schema, table)
            : delegate().getExportedKeys(catalog, schema, table));
  }

  @Override
  public final ResultSet getCrossReference(
      String parentCatalog,
      String parentSchema,
      String parentTable,
      String foreignCatalog,
      String foreignSchema,
      String foreignTable)
      throws SQLException {
    Optional<LogicalMetaData> logical = logical();
    return adopt(
        logical.isPresent()
            ? logical
                .get()
                .crossReference(
                    parentCatalog,
                    parentSchema,
                    parentTable,
                    foreignCatalog,
                    foreignSchema,
                    foreignTable)
            : delegate()
                .getCrossReference(
                    parentCatalog,
                    parentSchema,
                    parentTable,
                    foreignCatalog,
                    foreignSchema,
                    foreignTable));
  }
}
