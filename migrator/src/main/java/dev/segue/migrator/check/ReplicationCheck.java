package dev.segue.migrator.check;

import dev.segue.migrator.table.MigratingTable;
import dev.segue.route.Shape;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Logical replication of the table: what it publishes, by what identity, and who writes it. */
final class ReplicationCheck {

  /** {@code attnames} and {@code rowfilter} are there from PostgreSQL 15 on. */
  private static final String PUBLICATIONS =
      CatalogQuery.FAMILY
          + """
          SELECT p.pubname::text,
                 array_agg(DISTINCT a.name) FILTER (WHERE a.name IS NOT NULL),
                 coalesce(max(to_jsonb(p) ->> 'rowfilter'), '')
          FROM pg_catalog.pg_publication_tables p
          LEFT JOIN LATERAL pg_catalog.jsonb_array_elements_text(
            nullif(to_jsonb(p) -> 'attnames', 'null')) AS a(name) ON true
          WHERE EXISTS (
            SELECT FROM family f JOIN pg_catalog.pg_class c ON c.oid = f.oid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = p.schemaname AND c.relname = p.tablename)
          GROUP BY p.pubname ORDER BY 1""";

  private static final String IDENTITY =
      CatalogQuery.FAMILY
          + """
          SELECT i.indexrelid::regclass::text, array_agg(a.attname::text)
          FROM family f
          JOIN pg_catalog.pg_class c ON c.oid = f.oid AND c.relreplident = 'i'
          JOIN pg_catalog.pg_index i ON i.indrelid = f.oid AND i.indisreplident
          JOIN pg_catalog.pg_attribute a ON a.attrelid = f.oid AND a.attnum = ANY (i.indkey)
          WHERE a.attname = ANY (?)
          GROUP BY i.indexrelid ORDER BY 1""";

  private static final String SUBSCRIPTIONS =
      CatalogQuery.FAMILY
          + """
          SELECT DISTINCT s.subname::text
          FROM pg_catalog.pg_subscription_rel r
          JOIN family f ON f.oid = r.srrelid
          JOIN pg_catalog.pg_subscription s ON s.oid = r.srsubid
          ORDER BY 1""";

  private record Publication(String name, Set<String> columns, String filter) {}

  private record Identity(String index, Set<String> columns) {}

  private final Connection connection;
  private final MigratingTable table;
  private final Findings findings;

  ReplicationCheck(Connection connection, MigratingTable table, Findings findings) {
    this.connection = connection;
    this.table = table;
    this.findings = findings;
  }

  void run() throws SQLException {
    CatalogQuery.rows(
            connection,
            PUBLICATIONS,
            row -> new Publication(row.getString(1), CatalogQuery.texts(row, 2), row.getString(3)),
            table.sqlName())
        .forEach(this::publication);
    CatalogQuery.rows(
            connection,
            IDENTITY,
            row -> new Identity(row.getString(1), CatalogQuery.texts(row, 2)),
            table.sqlName(),
            table.names(Shape.OLD))
        .forEach(this::identity);
    CatalogQuery.rows(connection, SUBSCRIPTIONS, row -> row.getString(1), table.sqlName())
        .forEach(this::subscription);
  }

  private void publication(Publication publication) {
    Findings.Entry entry = findings.about(Subject.PUBLICATION, publication.name());
    String subject = "publication %s".formatted(publication.name());
    List<String> toCome =
        table.names(Shape.NEW).stream()
            .filter(name -> table.relation().presentColumn(name).isEmpty())
            .toList();
    if (!toCome.isEmpty()) {
      entry.warning(
          "%s publishes %s".formatted(subject, table.migration().table()),
          "A subscriber whose table lacks a column that is published stops replicating at the first"
              + " row that has it.",
          "Before expand, add %s to the subscribers' tables; before contract, let them do without"
                  .formatted(ColumnNames.said(toCome))
              + " the old ones.");
    }
    List<String> left = new ArrayList<>(table.names(Shape.NEW));
    left.removeAll(toCome);
    left.removeAll(publication.columns());
    if (!publication.columns().isEmpty() && !left.isEmpty()) {
      entry.warning(
          "%s leaves out new %s of %s"
              .formatted(subject, ColumnNames.said(left), table.migration().table()),
          "On route NEW its subscribers get nothing of what is written there.",
          "Before retire-old, name the new columns: ALTER PUBLICATION %s SET TABLE …."
              .formatted(publication.name()));
    }
    Set<String> filtered =
        new TreeSet<>(RoutineSource.of(publication.filter()).mentioned(table.names(Shape.OLD)));
    if (!filtered.isEmpty()) {
      entry.warning(
          "%s filters by %s".formatted(subject, ColumnNames.old(filtered)),
          "On route NEW it judges by what was left in the old column.",
          "Before retire-old, let it filter by the new columns; contract refuses until then.");
    }
  }

  private void identity(Identity identity) {
    findings
        .about(Subject.REPLICA_IDENTITY, identity.index())
        .warning(
            "replica identity %s of %s has %s"
                .formatted(
                    identity.index(),
                    table.migration().table(),
                    ColumnNames.old(identity.columns())),
            "On route NEW subscribers find rows by what was left in the old column, and contract"
                + " drops the index: UPDATE and DELETE of a published table fail after that.",
            "Before retire-old, run: ALTER TABLE %s REPLICA IDENTITY DEFAULT"
                .formatted(table.sqlName()));
  }

  private void subscription(String name) {
    findings
        .about(Subject.SUBSCRIPTION, name)
        .pastDriver(
            "subscription %s writes %s".formatted(name, table.migration().table()),
            "What it receives passes no driver: it writes what the publisher has, on every route.",
            "Migrate the publisher's table, and let this one follow; or end the subscription.",
            "Before retire-old, migrate the publisher's table, or end the subscription.");
  }
}
