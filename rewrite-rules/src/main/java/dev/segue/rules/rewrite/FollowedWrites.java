package dev.segue.rules.rewrite;

import dev.segue.route.Route;
import dev.segue.rules.binding.CopiedTable;
import dev.segue.rules.binding.LogicalTable;
import dev.segue.rules.binding.Occurrence;
import dev.segue.rules.binding.SpokenPart;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.migration.TableCopy;
import dev.segue.rules.migration.TableName;
import dev.segue.rules.sql.tree.FromItem;
import dev.segue.rules.sql.tree.Query;
import dev.segue.rules.sql.tree.Span;
import dev.segue.rules.sql.tree.Statement;
import dev.segue.rules.sql.tree.With;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds what a statement writes of tables that are copied, on routes that write both, or of which
 * several parts lead: what the statement itself writes is followed, or composed; what cannot be is
 * refused.
 */
final class FollowedWrites {

  /** Since which version MERGE has a RETURNING. */
  private static final int MERGE_RETURNING = 17;

  private static final String HINT =
      "Write it as a statement of its own, or run it on the plain connection.";

  private final StatementRewrite whole;
  private final Routes routes;
  private final Edits edits;
  private final LockFirst locks;
  private final PartsWrites parts;
  private final RowsWrite rows;
  private final Map<FromItem.Table, Statement> targets;
  private final Map<FromItem.Table, Query> locked = new HashMap<>();
  private final Map<Statement, With.CommonTable> commonTables = new IdentityHashMap<>();
  private final Set<Migration> parted = new HashSet<>();

  /** Of each migration what follows the deletions of common tables before. */
  private final Map<Migration, List<String>> deletions = new HashMap<>();

  private int count;
  private Optional<ComposedWrite> outermost = Optional.empty();

  private FollowedWrites(StatementRewrite whole) {
    this.whole = whole;
    this.routes = whole.routes();
    this.edits = whole.edits();
    this.locks = new LockFirst(whole.sql(), routes, edits, whole.rows());
    this.parts = new PartsWrites(whole, locks);
    this.rows = new RowsWrite(whole);
    this.targets = Targets.of(whole.statement());
  }

  /**
   * The statement's own write that has to be composed, if it is one.
   *
   * @throws Refusal.Refused if there is another that had to be
   */
  static Optional<ComposedWrite> of(StatementRewrite whole) {
    boolean writesSeveral =
        whole.binding().migrations().stream().anyMatch(migration -> several(migration, whole));
    if (!writesSeveral) {
      return Optional.empty();
    }
    FollowedWrites all = new FollowedWrites(whole);
    whole
        .statement()
        .walk(
            node -> {
              if (node instanceof With.CommonTable table) {
                all.commonTables.put(table.body(), table);
              } else if (node instanceof Query query
                  && !query.lockings().isEmpty()
                  && query.body() instanceof Query.Select select) {
                select.from().forEach(item -> all.locks(query, item));
              }
            });
    whole.binding().occurrences().forEach(all::look);
    return all.outermost;
  }

  private static boolean several(Migration migration, StatementRewrite whole) {
    Route route = whole.routes().of(migration.ordinal());
    return migration.copied().isPresent()
        && (route.writesBoth()
            || migration.several().isPresent()
            || migration.copied().flatMap(TableCopy::rows).isPresent());
  }

  /** A query locks the tables that stand in its own FROM clause. */
  private void locks(Query query, FromItem item) {
    if (item instanceof FromItem.Table table) {
      locked.put(table, query);
    } else if (item instanceof FromItem.Join join) {
      locks(query, join.left());
      locks(query, join.right());
    }
  }

  private void look(Occurrence occurrence) {
    if (occurrence instanceof Occurrence.TableUse use) {
      Statement write = targets.get(use.item());
      Query query = locked.get(use.item());
      if (write != null && writesWhole(use.table())) {
        onWhole(write, use);
      }
      if (write != null) {
        rows.checkTriggers(use.table(), use.item().span());
      }
      if (write instanceof Statement.Merge merge && use.table().copy().isPresent()) {
        MergePastTriggers.check(merge, use.table(), route(use.table()));
      }
      if (write != null && whole.parted().composes(write)) {
        count++;
        put(write, parts.of(write, use, count));
      } else if (write != null && isWrittenTwice(use.table())) {
        write(write, use);
      } else if (write != null && whole.rows().narrows(use.table())) {
        onOld(write, use);
      } else if (write != null && locks.applies(use.table())) {
        lockFirst(write, use, false);
      } else if (query != null && locks.applies(use.table())) {
        locks.before(query, (Query.Select) query.body(), use);
      }
    } else if (occurrence instanceof Occurrence.CopyUse use
        && use.statement().from()
        && (isWrittenTwice(use.table())
            || rows.writesOld(use.table())
            || parts.lead(use.table())
            || writesWhole(use.table()) && !part(use.table()).orElseThrow().first())) {
      throw refused("COPY fills one of the tables", use.statement().subject());
    } else if (occurrence instanceof Occurrence.CommandNameUse use
        && whole.statement() instanceof Statement.Utility utility
        && (writesWhole(use.table()) || rows.writesOld(use.table()))
        && utility.command().startsWith("TRUNCATE")) {
      throw refused("TRUNCATE empties one part of a table", use.span());
    } else if (occurrence instanceof Occurrence.CommandNameUse use
        && whole.statement() instanceof Statement.Utility utility
        && isOfTwo(use.table())) {
      command(utility.command(), use);
    }
  }

  /** Executes a write of one part on the whole table, where that leads. */
  private void onWhole(Statement write, Occurrence.TableUse use) {
    CopiedTable copy = use.table().copy().orElseThrow();
    if (!parted.add(copy.migration())) {
      throw refused("one statement writes to several parts of a table", use.item().span());
    }
    PartOnWhole onWhole =
        new PartOnWhole(use.table(), qualifier(use.item()), new Volatility(whole.catalog()));
    if (route(use.table()).leads() == copy.part().orElseThrow().wholeShape()) {
      onWhole.rewrite(write, whole.returnsKeys() && write == whole.statement(), edits);
    } else {
      onWhole.check(write);
    }
  }

  /** Executes a write of a part by its rows on the old table, where no other one follows. */
  private void onOld(Statement write, Occurrence.TableUse use) {
    String qualifier = qualifier(use.item());
    rows.narrow(write, use, qualifier, false);
    Optional<CheckedWrite> checked = rows.checked(write, use.table(), qualifier, count + 1);
    if (checked.isPresent()) {
      checkReturns(write, use);
      count++;
      put(write, checked.get());
    }
  }

  /** Whether the application names a part of a table of which the whole is written. */
  private boolean writesWhole(LogicalTable table) {
    return part(table).filter(part -> route(table).writes(part.wholeShape())).isPresent();
  }

  private static Optional<SpokenPart> part(LogicalTable table) {
    return table.copy().flatMap(CopiedTable::part);
  }

  private void command(String command, Occurrence.CommandNameUse use) {
    CopiedTable copy = use.table().copy().orElseThrow();
    String follower =
        copy.migration().tables(route(use.table()).leads().opposite()).stream()
            .map(TableName::toString)
            .collect(Collectors.joining(", "));
    if (command.startsWith("TRUNCATE") && isWrittenTwice(use.table())) {
      edits.insert(use.span().end(), ", " + follower);
    } else if (command.startsWith("LOCK") && locks.applies(use.table())) {
      edits.insert(use.span().start(), follower + ", ");
    }
  }

  private void write(Statement write, Occurrence.TableUse use) {
    checkReturns(write, use);
    CopiedTable copy = use.table().copy().orElseThrow();
    List<Follower> followers = followers(write, use.table(), copy);
    // All of them have the same primary key.
    MovedKey moved =
        followers.stream()
            .map(follower -> MovedKey.of(write, use.table(), follower))
            .toList()
            .get(0);
    // The join comes before the condition that locks: both stand behind the same words.
    moved.rewrite(edits, qualifier(use.item()));
    if (whole.rows().narrows(use.table())) {
      rows.narrow(write, use, qualifier(use.item()), moved.moves());
    }
    if (locks.applies(use.table())) {
      lockFirst(write, use, moved.moves());
    }
    count++;
    Optional<LongerKey> longer = longerKey(write, use.table(), followers);
    List<String> before = deletions.computeIfAbsent(copy.migration(), any -> new ArrayList<>());
    FollowedWrite followed =
        new FollowedWrite(
            write,
            qualifier(use.item()),
            followers,
            moved,
            longer,
            longer.isPresent() ? before : List.of(),
            Optional.ofNullable(whole.binding().labels().get(write)),
            count);
    put(write, followed);
    if (commonTables.containsKey(write)) {
      followed.deletion().ifPresent(before::add);
    }
  }

  private Optional<LongerKey> longerKey(
      Statement write, LogicalTable table, List<Follower> followers) {
    CopiedTable copy = table.copy().orElseThrow();
    if (copy.migration().several().isPresent() || copy.part().isPresent()) {
      return Optional.empty();
    }
    Optional<LongerKey> longer =
        LongerKey.of(copy, route(table).leads().opposite(), followers.get(0));
    longer.ifPresent(key -> key.check(write, table));
    return longer;
  }

  private void checkReturns(Statement write, Occurrence.TableUse use) {
    if (write instanceof Statement.Merge && whole.catalog().serverVersion() < MERGE_RETURNING) {
      throw Values.refused(
          "MERGE into a table that is copied returns no rows before PostgreSQL 17",
          "Write it as INSERT … ON CONFLICT, or as several statements.",
          Optional.of(use.item().span()));
    }
  }

  private List<Follower> followers(Statement write, LogicalTable table, CopiedTable copy) {
    List<Follower> followers = Follower.of(copy, route(table).leads().opposite());
    boolean takesSiblings =
        write instanceof Statement.Delete
            && copy.part()
                .filter(part -> part.first() && part.wholeShape() == route(table).leads())
                .isPresent();
    return takesSiblings
        ? Stream.concat(Follower.siblings(copy).stream(), followers.stream()).toList()
        : followers;
  }

  private void put(Statement write, ComposedWrite composed) {
    if (commonTables.containsKey(write)) {
      composed.rewrite(edits, commonTables.get(write));
    } else {
      outermost = Optional.of(composed);
    }
  }

  private void lockFirst(Statement write, Occurrence.TableUse use, boolean movesKey) {
    if (write instanceof Statement.Update update) {
      locks.before(update, use, movesKey);
    } else if (write instanceof Statement.Delete delete) {
      locks.before(delete, use);
    } else if (write instanceof Statement.Merge merge) {
      locks.before(merge, use);
    }
  }

  /** The text that names the stored row of a table. */
  private String qualifier(FromItem.Table item) {
    return item.alias().map(FromItem.Alias::name).orElse(item.name().name()).span().of(whole.sql());
  }

  /** Whether a statement writes both tables; where triggers write the other, it writes one. */
  private boolean isWrittenTwice(LogicalTable table) {
    return isOfTwo(table) && !table.copy().orElseThrow().migration().byTriggers();
  }

  private boolean isOfTwo(LogicalTable table) {
    return table.copy().isPresent() && route(table).writesBoth();
  }

  private Route route(LogicalTable table) {
    return routes.of(table.copy().orElseThrow().migration().ordinal());
  }

  private static Refusal.Refused refused(String what, Span place) {
    return Values.refused(what + " of a migration that copies it", HINT, Optional.of(place));
  }
}
