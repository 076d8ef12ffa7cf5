package dev.segue.rules.migration;

import dev.segue.rules.migration.Fields.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads who writes the second shape of a migration, and whether that can be done. */
final class WriteModeReader {

  private static final String KEY = "write-mode";
  private static final String LEAVE_OUT = "leave \"write-mode\" out";

  private final Mistakes mistakes;

  WriteModeReader(Mistakes mistakes) {
    this.mistakes = mistakes;
  }

  /** The mode; that of the statement where none is said, or mistakes leave none. */
  WriteMode read(Fields fields, List<ColumnChange> changes) {
    Optional<Field> field = fields.get(KEY);
    Optional<String> word = fields.text(KEY);
    Optional<WriteMode> mode = word.flatMap(WriteMode::ofWord);
    if (word.isPresent() && mode.isEmpty()) {
      List<String> words = Arrays.stream(WriteMode.values()).map(WriteMode::word).toList();
      mistakes.add(
          field.orElseThrow().value(),
          "there is no write mode \"" + word.get() + "\"",
          Suggestion.hint(word.get(), words, "it is one of"));
    }
    if (fields.get(MoveReader.MOVE).isPresent()) {
      if (mode.filter(WriteMode.STATEMENT::equals).isPresent()) {
        mistakes.add(
            field.orElseThrow().value(),
            "a statement cannot write the second shape where a column moves to a related table",
            LEAVE_OUT + ": triggers do it");
      }
      return WriteMode.TRIGGER;
    }
    if (mode.filter(WriteMode.TRIGGER::equals).isPresent()) {
      check(field.orElseThrow(), fields, changes);
    }
    return mode.orElse(WriteMode.STATEMENT);
  }

  private void check(Field field, Fields fields, List<ColumnChange> changes) {
    if (fields.get(TableCopyReader.DECOMPOSE).isPresent()) {
      mistakes.add(
          field.value(),
          "triggers write one table, and this one is decomposed into several",
          LEAVE_OUT + ", or copy the table");
      return;
    }
    if (fields.get(TableCopyReader.JOIN).isPresent()) {
      mistakes.add(
          field.value(),
          "triggers write one table, and this one is joined from several",
          LEAVE_OUT);
      return;
    }
    boolean columns =
        fields.get("rename").isPresent()
            || fields.get("columns").isPresent()
            || fields.get(LookupReader.LOOKUP).isPresent();
    if (fields.get(TableCopyReader.COPY).isPresent()
        || fields.get(SplitRowsReader.KEY).isPresent()) {
      // Rows of a table of its own are computed from whole rows, whatever their columns are.
      return;
    }
    if (!columns && fields.get("rename-table").isPresent()) {
      mistakes.add(
          field.value(), "triggers have nothing to write where a table is only renamed", LEAVE_OUT);
    }
    changes.forEach(change -> check(field, change));
  }

  private void check(Field field, ColumnChange change) {
    if (change.kind() == ColumnChange.Kind.DROP) {
      mistakes.add(
          field.value(),
          "triggers have nothing to write for the columns dropped in line " + change.line(),
          LEAVE_OUT + ", or drop them in a migration of their own");
    } else if (change.lookup().isPresent()) {
      mistakes.add(
          field.value(),
          "triggers do not write through a lookup table, as line " + change.line() + " wants",
          LEAVE_OUT);
    } else if (!change.mayFollow()) {
      Set<String> inputs = change.inputs();
      mistakes.add(
          field.value(),
          "triggers cannot tell which side to compute where column \"%s\" alone is set, which line %d reads"
              .formatted(inputs.iterator().next(), change.line()),
          LEAVE_OUT + ", or copy the table");
    }
  }
}
