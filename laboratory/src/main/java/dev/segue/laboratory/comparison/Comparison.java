package dev.segue.laboratory.comparison;

import dev.segue.equivalence.Step;
import dev.segue.equivalence.Transcript;
import dev.segue.laboratory.statement.GeneratedStatement;
import dev.segue.laboratory.statement.StatementGenerator;
import dev.segue.laboratory.world.Dice;
import dev.segue.laboratory.world.Table;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Executes statements on all copies of a bench and compares what is seen.
 *
 * <p>A write runs in a transaction, at whose end the tables are compared; it is then rolled back
 * or, now and then, committed on all copies alike. Some run in autocommit mode, after which the
 * data are put back. Used by one thread.
 */
public final class Comparison {

  /** How many smaller statements are tried where one differs. */
  public static final int SMALLER_TRIES = 600;

  private final Bench bench;
  private final Dice dice;
  private final int smallerTries;
  private int keys = 1000;

  /** A comparison on a bench; the dice decide how each statement is executed. */
  public Comparison(Bench bench, Dice dice, int smallerTries) {
    this.bench = bench;
    this.dice = dice;
    this.smallerTries = smallerTries;
  }

  /**
   * What came of one statement.
   *
   * @param executions on how many copies behind Segue it ran
   * @param error the SQLSTATE that the plain driver gave
   * @param refusals why copies refused it
   * @param difference the first, where there was one
   */
  public record Outcome(
      int executions,
      Optional<String> error,
      List<String> refusals,
      Optional<Difference> difference) {}

  /** How a statement is executed. */
  private record Manner(boolean autocommit, boolean prepared, boolean described, boolean commit) {}

  /** Executes a statement everywhere. */
  public Outcome compare(GeneratedStatement statement) throws SQLException {
    boolean autocommit = dice.percent(statement.writes() ? 8 : 70);
    Manner manner = new Manner(autocommit, dice.percent(50), dice.percent(15), dice.percent(12));
    keys += 20;
    Seen expected = execute(bench.plain(), statement, manner);
    List<String> refusals = new ArrayList<>();
    Optional<Difference> difference = Optional.empty();
    for (Copy copy : bench.copies()) {
      Seen actual = execute(copy, statement, manner);
      if (actual.refusedUnlike(expected)) {
        refusals.add(actual.messages().isEmpty() ? "" : actual.messages().get(0));
      } else if (difference.isEmpty() && actual.differenceFrom(expected).isPresent()) {
        difference = Optional.of(difference(copy, statement, manner, expected, actual));
      }
    }
    end(statement, manner, refusals.isEmpty() && difference.isEmpty());
    if (difference.isPresent() && smallerTries > 0) {
      difference = Optional.of(smaller(difference.get(), manner));
    }
    return new Outcome(bench.copies().size(), expected.error(), refusals, difference);
  }

  private Seen execute(Copy copy, GeneratedStatement statement, Manner manner) throws SQLException {
    Step step =
        statement
            .step()
            .replacing(sql -> sql.replace(StatementGenerator.schemaWord(), copy.schema()));
    List<String> lines = new ArrayList<>();
    copy.connection().setAutoCommit(manner.autocommit());
    if (statement.writes()) {
      copy.past(Bench.nextKeys(copy.schema(), keys));
    }
    if (manner.described() && manner.autocommit()) {
      lines.addAll(Transcript.ofDescription(copy.connection(), step));
    }
    Transcript transcript = Transcript.ofStep(copy.connection(), step, manner.prepared());
    lines.addAll(transcript.lines());
    if (bench.world().widensKeys() || bench.world().hasParts() || bench.world().speaksOfParts()) {
      // What is computed, or not of the first part, has no sequence: pgjdbc names its type.
      lines.replaceAll(Comparison::withoutSerial);
    }
    lines.add("transaction: " + copy.transactionState());
    List<String> messages = new ArrayList<>(transcript.messages());
    List<String> contradictions = new ArrayList<>();
    boolean failed = lines.stream().anyMatch(line -> line.startsWith("error"));
    if (statement.writes() && !(failed && !manner.autocommit())) {
      boolean readable = true;
      for (Table table : bench.tablesIn(step.sql())) {
        readable = readable && content(copy, table, lines, messages, contradictions);
      }
      if (readable) {
        contradictions.addAll(copy.contradicting());
      }
    }
    return new Seen(lines, messages, contradictions);
  }

  private static String withoutSerial(String line) {
    return line.replace("\" bigserial(", "\" int8(").replace("\" serial(", "\" int4(");
  }

  /** Adds the rows of a table; false where they cannot be read, which is a difference as well. */
  private boolean content(
      Copy copy,
      Table table,
      List<String> lines,
      List<String> messages,
      List<String> contradictions)
      throws SQLException {
    String name = table.name(bench.spoken());
    List<String> content;
    try {
      content = copy.content(name);
    } catch (SQLException e) {
      lines.add("content: " + name + " cannot be read: " + e.getSQLState());
      messages.add(e.getMessage());
      return false;
    }
    content.forEach(row -> lines.add("content: " + name + " " + row));
    copy.joined(table)
        .filter(joined -> !joined.equals(content))
        .ifPresent(
            joined ->
                contradictions.add(
                    "the parts of " + name + " have " + joined + ", not " + content));
    return true;
  }

  /** Ends the transaction of all copies, and leaves their data equal. */
  private void end(GeneratedStatement statement, Manner manner, boolean alike) throws SQLException {
    boolean commit = manner.commit() && alike;
    for (Copy copy : bench.copies()) {
      end(copy, manner, commit);
    }
    end(bench.plain(), manner, commit);
    if (manner.autocommit() && statement.writes() || commit && dice.percent(20)) {
      for (Copy copy : bench.copies()) {
        copy.connection().setAutoCommit(true);
      }
      bench.plain().connection().setAutoCommit(true);
      bench.reset();
    }
  }

  private static void end(Copy copy, Manner manner, boolean commit) throws SQLException {
    if (manner.autocommit()) {
      return;
    }
    if (commit) {
      copy.connection().commit();
    } else {
      copy.connection().rollback();
    }
  }

  private Difference difference(
      Copy copy, GeneratedStatement statement, Manner manner, Seen expected, Seen actual)
      throws SQLException {
    return new Difference(
        bench.world().seed(),
        bench.spoken(),
        copy.station().orElseThrow(),
        statement,
        statement,
        actual.differenceFrom(expected).orElseThrow()
            + "\n  messages "
            + expected.messages()
            + " / "
            + actual.messages()
            + "\n  "
            + manner,
        "",
        bench.described(copy.station().orElseThrow()));
  }

  /** The smallest statement near it that differs in the same way. */
  private Difference smaller(Difference found, Manner manner) throws SQLException {
    Copy copy =
        bench.copies().stream()
            .filter(candidate -> candidate.station().orElseThrow() == found.station())
            .findFirst()
            .orElseThrow();
    Manner quiet = new Manner(false, manner.prepared(), false, false);
    Optional<Difference> best = again(found.found(), copy, quiet, Optional.empty());
    if (best.isEmpty()) {
      return found;
    }
    String sort = sortOf(found.found(), copy, quiet);
    int tries = 0;
    boolean progress = true;
    while (progress && tries < smallerTries) {
      progress = false;
      for (GeneratedStatement candidate : best.get().statement().smaller().toList()) {
        tries++;
        Optional<Difference> next = again(candidate, copy, quiet, Optional.of(sort));
        if (next.isPresent()) {
          best = next;
          progress = true;
          break;
        }
        if (tries >= smallerTries) {
          break;
        }
      }
    }
    Difference smallest = best.get();
    return new Difference(
        found.seed(),
        found.spoken(),
        found.station(),
        smallest.statement(),
        found.found(),
        smallest.what(),
        smallest.physical(),
        found.setting());
  }

  private String sortOf(GeneratedStatement statement, Copy copy, Manner manner)
      throws SQLException {
    Seen expected = execute(bench.plain(), statement, manner);
    Seen actual = execute(copy, statement, manner);
    end(copy, manner, false);
    end(bench.plain(), manner, false);
    return actual.sort(expected);
  }

  private Optional<Difference> again(
      GeneratedStatement statement, Copy copy, Manner manner, Optional<String> sort)
      throws SQLException {
    Seen expected = execute(bench.plain(), statement, manner);
    Seen actual = execute(copy, statement, manner);
    String sent = statement.writes() ? "" : copy.lastText(bench.control());
    end(copy, manner, false);
    end(bench.plain(), manner, false);
    boolean refused = actual.refusedUnlike(expected);
    boolean same = sort.map(actual.sort(expected)::equals).orElse(true);
    if (refused || !same || actual.differenceFrom(expected).isEmpty()) {
      return Optional.empty();
    }
    Difference difference = difference(copy, statement, manner, expected, actual);
    return Optional.of(
        new Difference(
            difference.seed(),
            difference.spoken(),
            difference.station(),
            statement,
            statement,
            difference.what(),
            sent,
            difference.setting()));
  }
}
