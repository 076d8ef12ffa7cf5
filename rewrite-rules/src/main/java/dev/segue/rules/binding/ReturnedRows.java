package dev.segue.rules.binding;

import dev.segue.rules.binding.Occurrence.StarPart;
import dev.segue.rules.sql.tree.FromItem;
import java.util.List;
import java.util.Optional;

/**
 * What a RETURNING would see of a statement that has none: pgjdbc adds one for generated keys, of a
 * star or of bare, quoted names. Immutable.
 */
public final class ReturnedRows {

  private final FromBinder.Result rows;

  ReturnedRows(FromBinder.Result rows) {
    this.rows = rows;
  }

  /** What a bare name in such a RETURNING means. */
  public sealed interface Meaning {

    /** It shows this. */
    record Shown(StarPart part) implements Meaning {}

    /** It is an error in the shape that is spoken. */
    record Wrong(String sqlState, String message) implements Meaning {}

    /** It is the whole row of a migrating table. */
    record WholeRow(LogicalTable table) implements Meaning {}

    /** What it means is not certain. */
    record Uncertain() implements Meaning {}
  }

  /** The tables in migration that are among what is seen. */
  public List<LogicalTable> migrating() {
    return rows.entries().stream().flatMap(entry -> entry.table().stream()).toList();
  }

  /** What {@code RETURNING *} would show; empty where that is not certain. */
  public Optional<List<StarPart>> everything() {
    return rows.star().flatMap(shown -> Stars.parts(shown, rows.scope()));
  }

  /** What {@code RETURNING "name"} would show. */
  public Meaning named(String name) {
    Scope scope = rows.scope();
    Scope.Meaning meaning = scope.bare(name);
    if (meaning instanceof Scope.Meaning.Column column) {
      return column(column.entry(), name, scope);
    } else if (meaning instanceof Scope.Meaning.Ambiguous ambiguous) {
      return NameBinder.isOursToTell(ambiguous, name, scope)
          ? new Meaning.Wrong(
              NameBinder.AMBIGUOUS_COLUMN, "column reference \"" + name + "\" is ambiguous")
          : new Meaning.Shown(new StarPart.Plain(Quoting.quoted(name)));
    } else if (meaning instanceof Scope.Meaning.Nothing nothing) {
      return nothing(name, nothing.certain(), scope);
    } else {
      return asItIs(name, scope);
    }
  }

  private static Meaning column(ScopeEntry entry, String name, Scope scope) {
    if (!scope.reaches(entry)) {
      return entry.table().isPresent() ? new Meaning.Uncertain() : asItIs(name, scope);
    }
    Optional<String> qualifier = Optional.of(entry.nameText());
    if (entry.table().isEmpty()) {
      return new Meaning.Shown(
          new StarPart.Plain(entry.nameText() + "." + Quoting.identifier(name)));
    }
    LogicalTable table = entry.table().get();
    return new Meaning.Shown(
        new StarPart.LogicalOne(
            table,
            table.column(name).orElseThrow(),
            ExpressionBinder.rows(entry),
            qualifier,
            entry.item().map(FromItem.Table::span)));
  }

  private static Meaning nothing(String name, boolean certain, Scope scope) {
    Optional<ScopeEntry> relation = scope.qualified(List.of(name));
    if (relation.isPresent()) {
      return relation
          .get()
          .table()
          .<Meaning>map(Meaning.WholeRow::new)
          .orElseGet(() -> asItIs(name, scope));
    }
    return certain && scope.hides(name)
        ? new Meaning.Wrong(NameBinder.UNDEFINED_COLUMN, "column \"" + name + "\" does not exist")
        : asItIs(name, scope);
  }

  /** PostgreSQL finds what the bare name means, unless it could take a hidden column for it. */
  private static Meaning asItIs(String name, Scope scope) {
    return scope.allHiding(name).isEmpty()
        ? new Meaning.Shown(new StarPart.Plain(Quoting.quoted(name)))
        : new Meaning.Uncertain();
  }
}
