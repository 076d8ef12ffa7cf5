package dev.segue.rules.rewrite;

import dev.segue.rules.binding.Occurrence;
import dev.segue.rules.binding.Quoting;
import dev.segue.rules.sql.tree.FromItem;
import dev.segue.rules.sql.tree.Span;
import dev.segue.rules.sql.tree.Statement;
import java.util.Optional;

/**
 * Puts the name that a table has in the place of the one that the application knows: one table that
 * is renamed, or that of two on which the statement is executed, or the join of several. What
 * refers to it in the text goes on by the name that stands there, which becomes an alias.
 */
final class TableRename {

  private static final String ONLY = "ONLY";

  private TableRename() {}

  static void rewrite(Occurrence.TableUse use, StoredTables tables, Edits edits) {
    if (tables.hasSpokenName(use.table())) {
      return;
    }
    FromItem.Table item = use.item();
    String physical = tables.name(use.table());
    Span name = item.name().span();
    if (item.alias().isPresent()) {
      edits.replace(name, physical);
      return;
    }
    String aliased = physical + " AS " + Quoting.identifier(item.name().name().name());
    int end = item.relation().end();
    if (end == name.end()) {
      edits.replace(name, aliased);
    } else if (item.only()) {
      // ONLY (name): in the parentheses no alias can stand.
      edits.replace(new Span(item.relation().start() + ONLY.length(), end), " " + aliased);
    } else {
      // name *: the star says what is so without it.
      edits.replace(new Span(name.start(), end), aliased);
    }
  }

  /** The same where the parts of a table of several stand. */
  static void rewrite(
      Occurrence.TableUse use,
      JoinedParts parts,
      Statement statement,
      StoredTables tables,
      Edits edits) {
    FromItem.Table item = use.item();
    if (!item.sample().isEmpty() && !parts.isTable()) {
      throw Values.refused(
          "a sample is taken of a table of several parts",
          "Take a part of the rows by a condition.",
          Optional.of(item.span()));
    }
    // COPY has no alias, and names what it copies by the name of the stored table.
    boolean aliased = item.alias().isPresent() && !(statement instanceof Statement.Copy);
    String name =
        statement instanceof Statement.Copy
            ? tables.of(use.table()).name()
            : item.name().name().name();
    Span place = aliased && parts.isTable() ? item.name().span() : item.relation();
    edits.replace(place, aliased ? parts.text() : parts.text() + " AS " + Quoting.identifier(name));
  }

  /** The same where some rows of the table stand, as a query in parentheses. */
  static void rewrite(FromItem.Table item, Edits.Piece rows, Edits edits) {
    if (!item.sample().isEmpty()) {
      throw Values.refused(
          "a sample is taken of a part of a table by its rows",
          "Take a part of the rows by a condition.",
          Optional.of(item.span()));
    }
    String alias =
        item.alias().isPresent() ? "" : " AS " + Quoting.identifier(item.name().name().name());
    edits.replace(
        item.relation(),
        out -> {
          rows.write(out);
          out.text(alias);
        });
  }

  static void rewrite(Occurrence.CommandNameUse use, StoredTables tables, Edits edits) {
    if (!tables.hasSpokenName(use.table())) {
      edits.replace(use.span(), tables.names(use.table()));
    }
  }
}
