package dev.segue.rules.rewrite;

import dev.segue.rules.binding.Quoting;
import dev.segue.rules.sql.tree.Span;
import dev.segue.rules.sql.tree.Statement;
import dev.segue.rules.sql.tree.With;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A write of a table of several parts where these lead: the rows are found, locked and computed
 * first, and then written to each part (manual, 7.8.4).
 *
 * <pre>
 * UPDATE customers SET bio = ? WHERE id = ?
 *
 * WITH segue_r1 (segue_1, segue_2, segue_3) AS (
 *   SELECT customers.id, customers.name, CAST(? AS text)
 *   FROM (core JOIN profiles) AS customers WHERE (id = ?) FOR NO KEY UPDATE OF customers)
 * INSERT INTO profiles (id, bio) SELECT segue_1, segue_3 FROM segue_r1
 * ON CONFLICT (id) DO UPDATE SET bio = EXCLUDED.bio
 * </pre>
 *
 * A row that is there is written by an upsert too: PostgreSQL finds it by its key as it is now,
 * while an UPDATE would look for the one that the statement's snapshot knows. What is to be
 * returned, and what the other table follows by, is the whole row as it is stored then.
 */
final class PartsWrite implements ComposedWrite {

  /** A command, under the name that its rows have as a common table. */
  private record Command(String name, Edits.Piece text) {}

  private final Statement statement;
  private final String qualifier;
  private final PartsRows rows;
  private final List<Follower> parts;
  private final Optional<Follower> follower;
  private final int number;

  /**
   * A write.
   *
   * @param qualifier the text that names the row that it writes
   * @param parts all of the table's, the first of them first
   * @param follower the table that follows; empty where it is not written
   * @param number tells it from others of the same text
   */
  PartsWrite(
      Statement statement,
      String qualifier,
      PartsRows rows,
      List<Follower> parts,
      Optional<Follower> follower,
      int number) {
    this.statement = statement;
    this.qualifier = qualifier;
    this.rows = rows;
    this.parts = List.copyOf(parts);
    this.follower = follower;
    this.number = number;
  }

  @Override
  public void rewrite(Edits edits, Optional<GeneratedKeys> keys) {
    Optional<Statement.Returning> returning = returning();
    keys.ifPresent(this::checkKeys);
    boolean shows = returning.isPresent() || keys.isPresent();
    List<Command> commands = commands(shows);
    edits.replace(
        statement.span(),
        out -> {
          Targets.with(statement)
              .ifPresentOrElse(with -> out.source(with.span()).text(", "), () -> out.text("WITH "));
          commonTables(out, commands, shows ? commands.size() : commands.size() - 1);
          out.text(" ");
          if (!shows) {
            commands.get(commands.size() - 1).text().write(out);
            return;
          }
          out.text(FollowedWrite.COUNTED + whole() + " AS " + qualifier + " ");
          returning.ifPresent(shown -> out.source(shown.span()));
          keys.ifPresent(shown -> shown.write(out));
        });
  }

  @Override
  public void rewrite(Edits edits, With.CommonTable table) {
    Targets.with(statement)
        .ifPresent(
            with -> {
              throw Values.refused(
                  "a write of a table of several parts stands in WITH, and has a WITH of its own",
                  "Put its common tables beside it.",
                  Optional.of(with.span()));
            });
    Optional<Statement.Returning> returning = returning();
    boolean shows = returning.isPresent();
    List<Command> commands = commands(shows);
    Span body = statement.span();
    edits.replace(
        table.span(),
        out -> {
          commonTables(out, commands, shows ? commands.size() : commands.size() - 1);
          out.text(", ").source(new Span(table.span().start(), body.start()));
          if (shows) {
            // A SELECT would take what RETURNING does not: aggregates, and functions of sets.
            out.text(FollowedWrite.COUNTED + whole() + " AS " + qualifier + " ")
                .source(returning.get().span());
          } else {
            commands.get(commands.size() - 1).text().write(out);
          }
          out.source(new Span(body.end(), table.span().end()));
        });
  }

  private void checkKeys(GeneratedKeys keys) {
    if (rows.joins() || !keys.logical()) {
      throw Values.refused(
          "generated keys are asked for that are not those of a table of several parts alone",
          "Write a RETURNING with the columns that are wanted, qualified by the table's name or alias.",
          Optional.of(statement.span()));
    }
  }

  private static void commonTables(SqlWriter out, List<Command> commands, int count) {
    for (int i = 0; i < count; i++) {
      out.text((i == 0 ? "" : ", ") + commands.get(i).name() + " AS (");
      commands.get(i).text().write(out);
      out.text(")");
    }
  }

  /** All commands in their order; the last of them has as many rows as are written. */
  private List<Command> commands(boolean shows) {
    List<Command> commands = new ArrayList<>();
    String names =
        IntStream.rangeClosed(1, rows.columns().size())
            .mapToObj(at -> "segue_" + at)
            .collect(Collectors.joining(", ", " (", ")"));
    commands.add(new Command(rowsName() + names, rows::query));
    boolean needsWhole = shows || follower.isPresent();
    for (int i = 0; i < parts.size(); i++) {
      // The first comes last, where nothing goes by it: its rows are the ones that are counted.
      int at = rows.firstLeads() ? i : parts.size() - 1 - i;
      Follower part = parts.get(at);
      if (rows.writes(part)) {
        boolean returns = needsWhole || rows.firstLeads() && at == 0;
        Optional<String> first =
            rows.firstLeads() && at > 0 ? Optional.of(partName(0)) : Optional.empty();
        commands.add(new Command(partName(at), out -> write(out, part, first, returns)));
      }
    }
    if (needsWhole) {
      commands.add(whole(stored()));
    }
    follower.ifPresent(
        table ->
            commands.add(
                new Command(
                    "segue_o" + number,
                    out -> rows.follow(out, table, whole(), Quoting::identifier))));
    if (commands.size() == 1) {
      commands.add(new Command("", out -> out.text(FollowedWrite.COUNTED + rowsName())));
    }
    return commands;
  }

  private void write(SqlWriter out, Follower part, Optional<String> first, boolean returns) {
    rows.write(out, part, rowsName(), this::given, first);
    if (returns && rows.changesStored()) {
      out.text(
          part.stored().stream()
              .map(Quoting::identifier)
              .collect(Collectors.joining(", ", " RETURNING ", "")));
    }
  }

  private String given(String column) {
    return "segue_" + (rows.columns().indexOf(column) + 1);
  }

  /** Where each column of the row stands behind the write: of a part that is written, there. */
  private Map<String, String> stored() {
    Map<String, String> stored = new LinkedHashMap<>();
    for (int i = 0; i < parts.size(); i++) {
      for (String column : parts.get(i).stored()) {
        if (returns(parts.get(i))) {
          stored.putIfAbsent(column, partName(i) + "." + Quoting.identifier(column));
        } else if (rows.columns().contains(column)) {
          stored.putIfAbsent(column, rowsName() + "." + given(column));
        }
      }
    }
    return stored;
  }

  private boolean returns(Follower part) {
    return rows.writes(part) && rows.changesStored();
  }

  private Command whole(Map<String, String> stored) {
    // Where all parts return what they have, nothing is needed of the rows themselves.
    boolean all = parts.stream().allMatch(this::returns);
    String base = all ? partName(0) : rowsName();
    StringBuilder from = new StringBuilder(" FROM ").append(base);
    for (int i = all ? 1 : 0; i < parts.size(); i++) {
      if (returns(parts.get(i))) {
        String part = partName(i);
        from.append(
            parts.get(i).key().stream()
                .map(
                    key ->
                        "%s.%s = %s.%s"
                            .formatted(
                                part,
                                Quoting.identifier(key),
                                base,
                                all ? Quoting.identifier(key) : given(key)))
                .collect(Collectors.joining(" AND ", " JOIN " + part + " ON ", "")));
      }
    }
    // What is read as a constant is read where there is a row, as its tableoid tells.
    String names =
        stored.keySet().stream()
            .map(Quoting::identifier)
            .collect(Collectors.joining(", ", whole() + " (tableoid, ", ")"));
    String query = "SELECT CAST(0 AS oid), " + String.join(", ", stored.values()) + from;
    return new Command(names, out -> out.text(query));
  }

  private String rowsName() {
    return "segue_r" + number;
  }

  private String whole() {
    return "segue_w" + number;
  }

  private String partName(int index) {
    return "segue_p" + number + "_" + (index + 1);
  }

  private Optional<Statement.Returning> returning() {
    if (statement instanceof Statement.Insert insert) {
      return insert.returning();
    } else if (statement instanceof Statement.Update update) {
      return update.returning();
    } else {
      return ((Statement.Delete) statement).returning();
    }
  }
}
