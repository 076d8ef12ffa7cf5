package dev.segue.rules.rewrite;

import dev.segue.route.Route;
import dev.segue.rules.binding.CopiedTable;
import dev.segue.rules.binding.LogicalTable;
import dev.segue.rules.binding.Occurrence;
import dev.segue.rules.catalog.Relation;
import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.FromItem;
import dev.segue.rules.sql.tree.Identifier;
import dev.segue.rules.sql.tree.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Composes the writes of one statement of tables whose parts lead. */
final class PartsWrites {

  private final StatementRewrite statement;
  private final LockFirst locks;
  private final WriteRewrite writes;
  private final Values values;

  PartsWrites(StatementRewrite statement, LockFirst locks) {
    this.statement = statement;
    this.locks = locks;
    this.values = new Values(statement.standing(), statement.statement());
    this.writes = new WriteRewrite(values, new Volatility(statement.catalog()));
  }

  /** Whether the parts of this table are what a statement writes first. */
  boolean lead(LogicalTable table) {
    return table.copy().filter(copy -> copy.isJoined(route(copy).leads())).isPresent();
  }

  /**
   * What becomes of a write.
   *
   * @param number tells it from others of the same text
   * @throws Refusal.Refused if it cannot be composed
   */
  PartsWrite of(Statement write, Occurrence.TableUse use, int number) {
    CopiedTable copy = use.table().copy().orElseThrow();
    List<Follower> parts = Follower.parts(copy);
    Optional<Follower> follower =
        route(copy).writesBoth()
            ? Optional.of(Follower.of(copy, route(copy).leads().opposite()).get(0))
            : Optional.empty();
    String qualifier = qualifier(use.item());
    PartsRows rows;
    if (write instanceof Statement.Update update) {
      rows = updated(update, use, parts, follower, qualifier);
    } else if (write instanceof Statement.Delete delete) {
      rows = deleted(delete, use, parts.get(0).key(), follower, qualifier);
    } else if (write instanceof Statement.Insert insert) {
      InsertedRows inserted = inserted(insert, use, parts);
      rows =
          insert
              .onConflict()
              .<PartsRows>map(conflict -> upserted(inserted, conflict, use, parts, qualifier))
              .orElse(inserted);
    } else {
      throw Values.refused(
          "MERGE into a table of several parts cannot be composed",
          "Write it as several statements.",
          Optional.of(use.item().span()));
    }
    return new PartsWrite(write, qualifier, rows, parts, follower, number);
  }

  private PartsRows updated(
      Statement.Update update,
      Occurrence.TableUse use,
      List<Follower> parts,
      Optional<Follower> follower,
      String qualifier) {
    FoundRows.check(update, update.where());
    checkReturning(update.returning(), update.from(), use);
    Map<String, Edits.Piece> set =
        UpdatedRows.set(update.assignments(), use.table(), qualifier, writes, values);
    List<String> key = parts.get(0).key();
    key.stream()
        .filter(set::containsKey)
        .findFirst()
        .ifPresent(
            column -> {
              throw Values.refused(
                  "the primary key is assigned of a table of several parts",
                  "Insert the row under its new key, and delete the other.",
                  Optional.of(update.span()));
            });
    Stream.concat(parts.stream(), follower.stream())
        .filter(table -> table.identityInputs().stream().anyMatch(set::containsKey))
        .findFirst()
        .ifPresent(
            table -> {
              throw Values.refused(
                  "an identity column of %s is assigned".formatted(table.name()),
                  "Leave the column as it is.",
                  Optional.of(update.span()));
            });
    FoundRows found =
        new FoundRows(
            joined(use, parts, set),
            qualifier,
            update.from(),
            update.where(),
            lockedFirst(use, follower),
            "FOR NO KEY UPDATE");
    return new UpdatedRows(found, set, key);
  }

  /** The parts that the statement reads or sets; all where another table follows by them. */
  private JoinedParts joined(
      Occurrence.TableUse use, List<Follower> parts, Map<String, Edits.Piece> set) {
    List<Relation> wanted = statement.parted().at(use.item()).orElseThrow().parts();
    List<Relation> all = use.table().copy().orElseThrow().parts();
    return new JoinedParts(
        all.stream()
            .filter(
                part ->
                    wanted.contains(part)
                        || UpdatedRows.sets(set.keySet(), parts.get(all.indexOf(part))))
            .toList());
  }

  private PartsRows deleted(
      Statement.Delete delete,
      Occurrence.TableUse use,
      List<String> key,
      Optional<Follower> follower,
      String qualifier) {
    FoundRows.check(delete, delete.where());
    checkReturning(delete.returning(), delete.using(), use);
    FoundRows found =
        new FoundRows(
            new JoinedParts(use.table().copy().orElseThrow().parts()),
            qualifier,
            delete.using(),
            delete.where(),
            lockedFirst(use, follower),
            "FOR UPDATE");
    return new DeletedRows(found, key);
  }

  /** The one table, where its rows are those that everybody locks first. */
  private Optional<Follower> lockedFirst(Occurrence.TableUse use, Optional<Follower> follower) {
    return follower.filter(one -> locks.applies(use.table()));
  }

  private InsertedRows inserted(
      Statement.Insert insert, Occurrence.TableUse target, List<Follower> parts) {
    LogicalTable table = target.table();
    checkReturning(insert.returning(), List.of(), target);
    for (Statement.TargetColumn column : insert.columns()) {
      if (table.column(column.name().name()).isEmpty()) {
        throw new Refusal.Refused(
            new Refusal(
                "42703",
                "column \"%s\" of relation \"%s\" does not exist"
                    .formatted(column.name().name(), table.name()),
                "",
                "",
                Optional.of(column.span())));
      }
    }
    InsertedRows.Taking taking = new InsertedRows.Taking(table, parts.get(0).key(), writes);
    statement.binding().occurrences().stream()
        .filter(Occurrence.InsertUse.class::isInstance)
        .map(Occurrence.InsertUse.class::cast)
        .filter(use -> use.statement() == insert)
        .forEach(
            InsertRewrite.elsewhere(
                    statement.sql(),
                    new StoredTables(statement.standing()),
                    statement.edits(),
                    writes,
                    taking)
                ::rewrite);
    return taking.rows(insert, new Overriding(statement.sql()).stated(insert));
  }

  private UpsertedRows upserted(
      InsertedRows inserted,
      Statement.OnConflict conflict,
      Occurrence.TableUse use,
      List<Follower> parts,
      String qualifier) {
    FoundRows.check(conflict, Optional.empty());
    Map<String, Edits.Piece> set =
        UpdatedRows.set(conflict.assignments(), use.table(), qualifier, writes, values);
    return new UpsertedRows(
        inserted,
        qualifier,
        new PartsConflict(statement.sql(), conflict, use.table(), parts).read(set));
  }

  /** What is returned is shown behind the write, where the row and nothing else is to be seen. */
  private static void checkReturning(
      Optional<Statement.Returning> returning, List<FromItem> others, Occurrence.TableUse use) {
    if (returning.isEmpty()) {
      return;
    }
    String table = nameOf(use.item()).name();
    returning
        .get()
        .walk(
            node -> {
              if (node instanceof Expression.ColumnReference reference
                  && !isOf(reference, table, use.table(), others.isEmpty())) {
                throw Values.refused(
                    "RETURNING shows something else than the row of a table of several parts",
                    "Name the columns of the table, qualified by its name or alias.",
                    Optional.of(reference.span()));
              }
            });
  }

  private static boolean isOf(
      Expression.ColumnReference reference, String name, LogicalTable table, boolean alone) {
    List<Identifier> fields = reference.fields();
    int qualifier = reference.star() ? fields.size() - 1 : fields.size() - 2;
    if (qualifier >= 0) {
      return fields.get(qualifier).name().equals(name);
    }
    return alone || !reference.star() && table.column(fields.get(0).name()).isPresent();
  }

  private String qualifier(FromItem.Table item) {
    return nameOf(item).span().of(statement.sql());
  }

  private static Identifier nameOf(FromItem.Table item) {
    return item.alias().map(FromItem.Alias::name).orElse(item.name().name());
  }

  private Route route(CopiedTable copy) {
    return statement.routes().of(copy.migration().ordinal());
  }
}
