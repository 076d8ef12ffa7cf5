package dev.segue.rules.migration;

import dev.segue.route.MigrationId;
import dev.segue.route.Stickiness;
import dev.segue.rules.migration.Fields.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads one migration: its table, what changes, what it is sticky by. */
final class MigrationReader {

  private static final List<String> KEYS =
      List.of("table", "rename-table", "copy", "rename", "columns", "sticky", "write-mode");
  private static final List<String> CHANGING = List.of("rename-table", "copy", "rename", "columns");
  private static final List<String> COPY_KEYS = List.of("to", "create");
  private static final String TABLE_FORM = "write it like \"table: public.orders\"";
  private static final String RENAME_TABLE_FORM =
      "write it like \"rename-table: public.purchases\"";
  private static final String COPY_FORM = "write it like \"copy: { to: public.orders_by_month }\"";
  private static final String RENAME_FORM = "write it like \"rename: { name: full_name }\"";
  private static final String COLUMNS_FORM = "write a list of changes, each with old, new or both";

  private final Mistakes mistakes;
  private final ColumnClaims claims;
  private final TableNames names;

  MigrationReader(Mistakes mistakes, ColumnClaims claims, TableNames names) {
    this.mistakes = mistakes;
    this.claims = claims;
    this.names = names;
  }

  /** The migration, or empty where mistakes leave none. */
  Optional<Migration> read(Field entry, int ordinal) {
    return Fields.known(
            entry.value(), "migration \"" + entry.key() + "\"", TABLE_FORM, KEYS, mistakes)
        .flatMap(fields -> read(entry, fields, ordinal));
  }

  private Optional<Migration> read(Field entry, Fields fields, int ordinal) {
    if (fields.get("table").isEmpty()) {
      mistakes.add(entry.keyNode(), "migration \"" + entry.key() + "\" names no table", TABLE_FORM);
    }
    Optional<TableName> table = table(fields, "table", TABLE_FORM);
    Optional<TableName> renamed = table(fields, "rename-table", RENAME_TABLE_FORM);
    table.ifPresent(name -> names.has(name, at(fields, "table")));
    if (table.isPresent() && renamed.isPresent()) {
      names.renames(table.get(), renamed.get(), at(fields, "rename-table"));
    }
    Optional<TableCopy> copied =
        fields.get("copy").flatMap(field -> copy(field, table, renamed.isPresent()));
    if (renamed.isPresent() && fields.get("copy").isPresent()) {
      mistakes.add(
          at(fields, "copy"),
          "a table is renamed and copied at once",
          "leave \"rename-table\" out: the copy has a name of its own");
    }
    Stickiness sticky = sticky(fields);
    ColumnClaims.Claimant claimant =
        fields.get("copy").isPresent()
            ? claims.apart(entry.key(), table)
            : claims.of(entry.key(), table);
    List<ColumnChange> changes = new ArrayList<>();
    fields.get("rename").ifPresent(f -> changes.addAll(renames(f, claimant)));
    fields.get("columns").ifPresent(f -> changes.addAll(columns(f, claimant)));
    if (CHANGING.stream().allMatch(key -> fields.get(key).isEmpty())) {
      mistakes.add(
          entry.keyNode(),
          "migration \"" + entry.key() + "\" changes nothing",
          "add \"rename\", \"columns\", \"rename-table\" or \"copy\"");
    }
    WriteMode writeMode = new WriteModeReader(mistakes).read(fields, changes);
    if (table.isEmpty() || !MigrationId.isValid(entry.key())) {
      return Optional.empty();
    }
    return Optional.of(
        new Migration(
            new MigrationId(entry.key()),
            ordinal,
            table.get(),
            renamed,
            copied,
            changes,
            sticky,
            writeMode,
            Mistakes.line(entry.keyNode())));
  }

  private Optional<TableCopy> copy(Field field, Optional<TableName> table, boolean renamedToo) {
    return Fields.known(field.value(), "\"copy\"", COPY_FORM, COPY_KEYS, mistakes)
        .flatMap(fields -> copy(field, fields, table, renamedToo));
  }

  private Optional<TableCopy> copy(
      Field field, Fields fields, Optional<TableName> table, boolean renamedToo) {
    if (fields.get("to").isEmpty()) {
      mistakes.add(field.keyNode(), "\"copy\" does not say to which table", COPY_FORM);
    }
    Optional<TableName> name = table(fields, "to", COPY_FORM);
    if (table.isPresent() && name.isPresent() && !renamedToo) {
      names.copies(table.get(), name.get(), at(fields, "to"));
    }
    Optional<String> create = fields.text("create");
    return name.map(to -> new TableCopy(to, create));
  }

  private static Node at(Fields fields, String key) {
    return fields.get(key).orElseThrow().value();
  }

  private Optional<TableName> table(Fields fields, String key, String form) {
    Optional<String> text = fields.text(key);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Node at = at(fields, key);
    Optional<List<String>> parts = SqlName.parse(text.get()).filter(p -> p.size() <= 2);
    if (parts.isEmpty()) {
      mistakes.add(at, "\"" + text.get() + "\" is not the name of a table", form);
      return Optional.empty();
    }
    if (parts.get().stream().anyMatch(SqlName::isTooLong)) {
      mistakes.add(at, "name is longer than " + SqlName.MAX_BYTES + " bytes");
      return Optional.empty();
    }
    List<String> words = parts.get();
    return Optional.of(
        words.size() == 2
            ? new TableName(words.get(0), words.get(1))
            : new TableName(TableName.DEFAULT_SCHEMA, words.get(0)));
  }

  private Stickiness sticky(Fields fields) {
    Optional<String> word = fields.text("sticky");
    Optional<Stickiness> sticky =
        word.flatMap(
            w -> Arrays.stream(Stickiness.values()).filter(s -> s.word().equals(w)).findFirst());
    if (word.isPresent() && sticky.isEmpty()) {
      List<String> words = Arrays.stream(Stickiness.values()).map(Stickiness::word).toList();
      mistakes.add(
          fields.get("sticky").orElseThrow().value(),
          "a migration cannot be sticky by \"" + word.get() + "\"",
          Suggestion.hint(word.get(), words, "it is one of"));
    }
    return sticky.orElse(Stickiness.KEY);
  }

  private List<ColumnChange> renames(Field rename, ColumnClaims.Claimant claimant) {
    List<ColumnChange> changes = new ArrayList<>();
    Optional<Fields> pairs = Fields.any(rename.value(), "\"rename\"", RENAME_FORM, mistakes);
    if (pairs.isPresent() && pairs.get().all().isEmpty()) {
      mistakes.add(rename.value(), "\"rename\" names no columns", RENAME_FORM);
    }
    ColumnNameReader names = new ColumnNameReader(mistakes);
    for (Field pair : pairs.map(Fields::all).orElse(List.of())) {
      Optional<String> oldName = names.read(pair.keyNode(), pair.key());
      Optional<String> newName =
          Fields.text(pair, mistakes).flatMap(text -> names.read(pair.value(), text));
      claimant.claim(oldName, newName, pair.keyNode(), pair.value());
      if (oldName.isPresent() && newName.isPresent()) {
        changes.add(
            ColumnChange.rename(oldName.get(), newName.get(), Mistakes.line(pair.keyNode())));
      }
    }
    return changes;
  }

  private List<ColumnChange> columns(Field columns, ColumnClaims.Claimant claimant) {
    List<ColumnChange> changes = new ArrayList<>();
    if (!(columns.value() instanceof SequenceNode list)) {
      mistakes.add(
          columns.value(),
          "\"columns\" is " + Fields.kind(columns.value()) + ", not a list",
          COLUMNS_FORM);
      return changes;
    }
    if (list.getValue().isEmpty()) {
      mistakes.add(list, "\"columns\" holds no change", COLUMNS_FORM);
    }
    ColumnChangeReader reader = new ColumnChangeReader(mistakes, claimant);
    list.getValue().forEach(node -> reader.read(node).ifPresent(changes::add));
    return changes;
  }
}
