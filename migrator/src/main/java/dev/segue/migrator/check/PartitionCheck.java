package dev.segue.migrator.check;

import dev.segue.migrator.table.MigratingTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Partitions, which a statement may name by themselves. */
final class PartitionCheck {

  private static final String PARTITIONS =
      CatalogQuery.FAMILY
          + """
          SELECT f.oid::regclass::text FROM family f JOIN pg_catalog.pg_class c ON c.oid = f.oid
          WHERE c.relispartition ORDER BY 1""";

  private final Connection connection;
  private final MigratingTable table;
  private final Findings findings;

  PartitionCheck(Connection connection, MigratingTable table, Findings findings) {
    this.connection = connection;
    this.table = table;
    this.findings = findings;
  }

  /** The partitions of a table, at every level. */
  static List<String> partitions(Connection connection, String table) throws SQLException {
    return CatalogQuery.rows(connection, PARTITIONS, row -> row.getString(1), table);
  }

  void run() throws SQLException {
    List<String> partitions = partitions(connection, table.sqlName());
    if (!partitions.isEmpty()) {
      findings
          .about(Subject.PARTITION, partitions.get(0))
          .note(
              "%s has %d partition%s, such as %s"
                  .formatted(
                      table.name(),
                      partitions.size(),
                      partitions.size() == 1 ? "" : "s",
                      partitions.get(0)),
              "A statement that names a partition by itself is not rewritten: it reads and writes"
                  + " the old shape on every route.",
              "Let applications name the partitioned table; attach and detach partitions past Segue.");
    }
  }
}
