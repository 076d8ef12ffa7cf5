package dev.segue.rules.rewrite;

import dev.segue.route.Route;
import dev.segue.route.Shape;
import dev.segue.rules.binding.LogicalTable;
import dev.segue.rules.binding.Occurrence;
import dev.segue.rules.binding.Quoting;
import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.FromItem;
import dev.segue.rules.sql.tree.Query;
import dev.segue.rules.sql.tree.RelationName;
import dev.segue.rules.sql.tree.Span;
import dev.segue.rules.sql.tree.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Lets a statement that is executed on the new table lock the rows of the old one before its own:
 * on the neighbouring route the old table leads, and two transactions that want the same row have
 * to meet at the same lock (docs/decisions/leading-shape.md).
 *
 * <p>Where the old shape has several tables, the row is locked in all of them, in their order: an
 * application that names one of them locks it there, and then the new one's.
 *
 * <p>The lock is a condition more, which PostgreSQL evaluates behind all others, since a subquery
 * costs the most: {@code coalesce((SELECT true FROM old WHERE … FOR UPDATE), true)}. Where a plan
 * has to look at more rows than the statement then writes, it locks more of them.
 */
final class LockFirst {

  private static final Pattern OF = Pattern.compile("(?i)\\bof\\s*$");
  private static final Pattern COMMENT = Pattern.compile("--|/\\*");
  private static final Pattern SKIPS = Pattern.compile("(?i)\\bskip\\s+locked\\b");

  private final String sql;
  private final Routes routes;
  private final Edits edits;
  private final PartRows rows;
  private final Set<Integer> begun = new HashSet<>();

  /**
   * Locks of one statement.
   *
   * @param rows what adds conditions too
   */
  LockFirst(String sql, Routes routes, Edits edits, PartRows rows) {
    this.rows = rows;
    this.sql = sql;
    this.routes = routes;
    this.edits = edits;
  }

  /** Whether the old table's rows are locked before those of the new one. */
  boolean applies(LogicalTable table) {
    return table
        .copy()
        .filter(copy -> routes.of(copy.migration().ordinal()) == Route.BOTH_LEAD_NEW)
        .isPresent();
  }

  /**
   * Locks what an UPDATE writes.
   *
   * @param movesKey whether it assigns the key, and has been joined with the rows as they were
   */
  void before(Statement.Update update, Occurrence.TableUse use, boolean movesKey) {
    if (update.where().orElse(null) instanceof Expression.CurrentOf) {
      return;
    }
    List<Statement.Assignment> set = update.assignments();
    int end =
        update.from().isEmpty()
            ? set.get(set.size() - 1).span().end()
            : update.from().get(update.from().size() - 1).span().end();
    if (movesKey) {
      // The join with the rows as they were has begun the conditions.
      begun.add(end);
    }
    lock(update.where(), end, use, movesKey ? "FOR UPDATE" : "FOR NO KEY UPDATE");
  }

  /** Locks what a DELETE deletes. */
  void before(Statement.Delete delete, Occurrence.TableUse use) {
    if (delete.where().orElse(null) instanceof Expression.CurrentOf) {
      return;
    }
    List<FromItem> using = delete.using();
    int end =
        using.isEmpty() ? delete.target().span().end() : using.get(using.size() - 1).span().end();
    lock(delete.where(), end, use, "FOR UPDATE");
  }

  /** Locks what a MERGE finds in its target. */
  void before(Statement.Merge merge, Occurrence.TableUse use) {
    lock(Optional.of(merge.on()), merge.on().span().end(), use, "FOR UPDATE");
  }

  /** Locks what a query locks of one of its tables. */
  void before(Query query, Query.Select select, Occurrence.TableUse use) {
    String name = nameOf(use.item());
    for (Query.Locking locking : query.lockings()) {
      boolean meant =
          locking.of().isEmpty()
              || locking.of().stream().anyMatch(of -> of.name().name().equals(name));
      if (meant && !select.from().isEmpty()) {
        int end = select.from().get(select.from().size() - 1).span().end();
        lock(select.where(), end, use, clause(locking));
      }
    }
  }

  private String clause(Query.Locking locking) {
    String whole = locking.span().of(sql);
    if (COMMENT.matcher(whole).find()) {
      return "FOR UPDATE";
    }
    List<RelationName> of = locking.of();
    if (of.isEmpty()) {
      return whole;
    }
    String before = sql.substring(locking.span().start(), of.get(0).span().start());
    String behind = sql.substring(of.get(of.size() - 1).span().end(), locking.span().end());
    return OF.matcher(before).replaceFirst("").strip() + behind;
  }

  private static String nameOf(FromItem.Table item) {
    return item.alias().map(FromItem.Alias::name).orElse(item.name().name()).name();
  }

  private void lock(Optional<Expression> where, int end, Occurrence.TableUse use, String clause) {
    if (use.item().alias().map(alias -> !alias.columns().isEmpty()).orElse(false)) {
      throw Values.refused(
          "rows are locked of a table whose columns have other names here, while its copy takes over",
          "Name the columns in a subquery instead.",
          Optional.of(use.item().span()));
    }
    List<Follower> old = Follower.lookedUp(use.table().copy().orElseThrow(), Shape.OLD);
    Span name =
        use.item().alias().map(FromItem.Alias::name).orElse(use.item().name().name()).span();
    Edits.Piece condition =
        out -> {
          // Not by AND, of which PostgreSQL may evaluate the cheaper side first.
          for (Follower table : old.subList(0, old.size() - 1)) {
            out.text("CASE WHEN ");
            locked(out, table, name, clause);
            out.text(" THEN ");
          }
          locked(out, old.get(old.size() - 1), name, clause);
          out.text(" END".repeat(old.size() - 1));
        };
    if (where.isPresent()) {
      Span span = where.get().span();
      edits.replace(
          span,
          out -> {
            out.text("(").source(span).text(") AND ");
            condition.write(out);
          });
    } else {
      boolean first = begun.add(end);
      edits.insert(
          end,
          out -> {
            out.text(first && !rows.haveBegun(end) ? " WHERE " : " AND ");
            condition.write(out);
          });
    }
  }

  private void locked(SqlWriter out, Follower old, Span name, String clause) {
    boolean skips = SKIPS.matcher(clause).find();
    out.text(skips ? "(NOT EXISTS (" : "coalesce((SELECT true ");
    String from = "FROM " + old.name() + " AS segue_n WHERE ";
    if (skips) {
      out.text("SELECT " + from);
      isAt(out, old, name);
      out.text(") OR (SELECT true ");
    }
    out.text(from);
    isAt(out, old, name);
    out.text(" " + clause + (skips ? "))" : "), true)"));
  }

  /** Writes that the row of the old table is locked that belongs to a row of the new one. */
  static void condition(
      SqlWriter out, Follower old, Function<String, String> given, String clause) {
    out.text("coalesce((SELECT true FROM " + old.name() + " AS segue_n WHERE ");
    old.isAt(out, given);
    out.text(" " + clause + "), true)");
  }

  private void isAt(SqlWriter out, Follower old, Span qualifier) {
    old.isAt(out, column -> qualifier.of(sql) + "." + Quoting.identifier(column));
  }
}
