package dev.segue.rules.rewrite;

import dev.segue.rules.binding.Quoting;
import dev.segue.rules.sql.tree.Expression;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rows of INSERT … ON CONFLICT: the first part decides which of them are inserted, which are
 * updated and which are left, and the other parts go by what it returns. Immutable.
 */
final class UpsertedRows implements PartsRows {

  private final InsertedRows inserted;
  private final String qualifier;
  private final Conflict conflict;

  /**
   * What is done where a row is there.
   *
   * @param target writes the conflict target, as the first part has it
   * @param columns its columns, in the first part
   * @param update whether the row is updated
   * @param set the columns of the parts that are set then, with their values
   * @param where under which condition
   */
  record Conflict(
      Edits.Piece target,
      List<String> columns,
      boolean update,
      Map<String, Edits.Piece> set,
      Optional<Expression> where) {}

  /**
   * The rows.
   *
   * @param qualifier the text that names the stored row
   */
  UpsertedRows(InsertedRows inserted, String qualifier, Conflict conflict) {
    this.inserted = inserted;
    this.qualifier = qualifier;
    this.conflict = conflict;
  }

  @Override
  public List<String> columns() {
    return inserted.columns();
  }

  @Override
  public void query(SqlWriter out) {
    inserted.query(out);
  }

  @Override
  public boolean writes(Follower part) {
    return true;
  }

  @Override
  public boolean changesStored() {
    return true;
  }

  @Override
  public boolean firstLeads() {
    return true;
  }

  @Override
  public void write(
      SqlWriter out,
      Follower part,
      String rows,
      Function<String, String> given,
      Optional<String> returned) {
    if (returned.isEmpty()) {
      inserted.write(out, part, qualifier, rows, given);
      out.text(" ON CONFLICT ");
      conflict.target().write(out);
      if (!conflict.update()) {
        out.text(" DO NOTHING");
        return;
      }
      set(out, part);
      conflict.where().ifPresent(condition -> out.text(" WHERE ").source(condition.span()));
      return;
    }
    other(out, part, rows, given, returned.get());
  }

  /** A part that goes by what the first has returned: its key is that of the row that is there. */
  private void other(
      SqlWriter out, Follower part, String rows, Function<String, String> given, String returned) {
    List<String> own =
        columns().stream()
            .filter(column -> part.columns().contains(column) && !part.key().contains(column))
            .toList();
    List<String> names = Stream.concat(part.key().stream(), own.stream()).toList();
    out.text("INSERT INTO " + part.name() + " AS " + qualifier + " (" + quoted(names, "") + ") ");
    out.text("SELECT " + quoted(part.key(), returned + "."));
    own.forEach(column -> out.text(", segue_i." + given.apply(column)));
    out.text(" FROM " + returned + " JOIN ");
    if (conflict.update()) {
      out.text(rows + " AS segue_i ON ");
      // A row that was inserted has the key that was proposed, one that was there the target.
      out.text("(" + same(part.key(), given, returned) + ")");
      // By the key alone PostgreSQL can hash, where an OR makes it compare each row with each.
      if (!Set.copyOf(conflict.columns()).equals(Set.copyOf(part.key()))) {
        out.text(" OR (" + same(conflict.columns(), given, returned) + ")");
      }
    } else {
      // Of several with one key the first has been inserted.
      String keys = part.key().stream().map(given).collect(Collectors.joining(", "));
      out.text(
          "(SELECT DISTINCT ON (" + keys + ") * FROM (SELECT *, row_number() OVER () AS segue_n");
      out.text(" FROM " + rows + ") AS segue_j ORDER BY " + keys + ", segue_n) AS segue_i ON ");
      out.text(same(part.key(), given, returned));
    }
    if (conflict.update()) {
      out.text(" ON CONFLICT (" + quoted(part.key(), "") + ")");
      set(out, part);
    }
  }

  /** What is set of a part; something has to be, so that the row is returned. */
  private void set(SqlWriter out, Follower part) {
    List<String> own = conflict.set().keySet().stream().filter(part.columns()::contains).toList();
    out.text(" DO UPDATE SET ");
    if (own.isEmpty()) {
      String key = Quoting.identifier(part.key().get(0));
      out.text(key + " = " + qualifier + "." + key);
    }
    String separator = "";
    for (String column : own) {
      out.text(separator + Quoting.identifier(column) + " = ");
      separator = ", ";
      conflict.set().get(column).write(out);
    }
  }

  private static String quoted(List<String> names, String qualifier) {
    return names.stream()
        .map(name -> qualifier + Quoting.identifier(name))
        .collect(Collectors.joining(", "));
  }

  private static String same(
      List<String> columns, Function<String, String> given, String returned) {
    return columns.stream()
        .map(
            column ->
                "%s.%s = segue_i.%s"
                    .formatted(returned, Quoting.identifier(column), given.apply(column)))
        .collect(Collectors.joining(" AND "));
  }

  @Override
  public void follow(
      SqlWriter out, Follower follower, String rows, Function<String, String> given) {
    follower.upsert(out, rows, given);
  }
}
