package dev.segue.rules.migration;

import dev.segue.route.MigrationId;
import dev.segue.route.Stickiness;
import dev.segue.rules.migration.Fields.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads one migration: its table, what changes, what it is sticky by. */
final class MigrationReader {

  private static final List<String> KEYS =
      List.of(
          "table",
          "rename-table",
          "copy",
          "decompose",
          SplitRowsReader.KEY,
          "join",
          UniteReader.KEY,
          "rename",
          "columns",
          LookupReader.LOOKUP,
          MoveReader.MOVE,
          "sticky",
          "write-mode");
  private static final List<String> CHANGING =
      List.of(
          "rename-table",
          "copy",
          "decompose",
          "join",
          SplitRowsReader.KEY,
          "rename",
          "columns",
          LookupReader.LOOKUP,
          MoveReader.MOVE);

  /** Of these a migration has one at most: each gives the table another name. */
  private static final List<String> NAMING =
      List.of(
          "rename-table",
          TableCopyReader.COPY,
          TableCopyReader.DECOMPOSE,
          TableCopyReader.JOIN,
          SplitRowsReader.KEY);

  /** By these each shape has a table of its own. */
  private static final List<String> COPYING =
      List.of(
          TableCopyReader.COPY,
          TableCopyReader.DECOMPOSE,
          TableCopyReader.JOIN,
          SplitRowsReader.KEY);

  /** What a migration that unites tables has besides. */
  private static final List<String> BESIDE_UNITE = List.of(UniteReader.KEY, "sticky");

  /** What a migration that moves a column has besides. */
  private static final List<String> BESIDE_MOVE =
      List.of("table", MoveReader.MOVE, "sticky", "write-mode");

  private static final String TABLE_FORM = "write it like \"table: public.orders\"";
  private static final String RENAME_TABLE_FORM =
      "write it like \"rename-table: public.purchases\"";
  private static final String RENAME_FORM = "write it like \"rename: { name: full_name }\"";
  private static final String COLUMNS_FORM = "write a list of changes, each with old, new or both";

  private final Mistakes mistakes;
  private final ColumnClaims claims;
  private final TableNames names;
  private final TableNameReader tables;
  private final TableCopyReader copies;
  private final LookupReader lookups;
  private final SplitRowsReader splits;
  private final MoveReader moves;

  MigrationReader(Mistakes mistakes, ColumnClaims claims, TableNames names) {
    this.mistakes = mistakes;
    this.claims = claims;
    this.names = names;
    this.tables = new TableNameReader(mistakes);
    this.copies = new TableCopyReader(mistakes, names, tables);
    this.lookups = new LookupReader(mistakes, names, tables);
    this.splits = new SplitRowsReader(mistakes, names, tables);
    this.moves = new MoveReader(mistakes, names, tables, claims);
  }

  /** The migration, or empty where mistakes leave none. */
  Optional<Migration> read(Field entry, int ordinal) {
    return Fields.known(
            entry.value(), "migration \"" + entry.key() + "\"", TABLE_FORM, KEYS, mistakes)
        .flatMap(fields -> read(entry, fields, ordinal));
  }

  private Optional<Migration> read(Field entry, Fields fields, int ordinal) {
    Optional<Field> unite = fields.get(UniteReader.KEY);
    if (unite.isPresent()) {
      return united(entry, unite.get(), fields, ordinal);
    }
    if (fields.get("table").isEmpty()) {
      mistakes.add(entry.keyNode(), "migration \"" + entry.key() + "\" names no table", TABLE_FORM);
    }
    Optional<TableName> table = tables.read(fields, "table", TABLE_FORM);
    table.ifPresent(name -> names.has(name, TableNameReader.at(fields, "table")));
    List<Field> naming = NAMING.stream().flatMap(key -> fields.get(key).stream()).toList();
    naming.stream().skip(1).forEach(field -> twice(naming.get(0), field));
    Optional<Field> named = naming.stream().findFirst();
    Optional<TableName> renamed = named.flatMap(field -> renamed(field, fields, table));
    Optional<TableCopy> copied = named.flatMap(field -> copied(field, table));
    Stickiness sticky = sticky(fields);
    ColumnClaims.Claimant claimant =
        COPYING.stream().anyMatch(key -> fields.get(key).isPresent())
            ? claims.apart(entry.key(), table)
            : claims.of(entry.key(), table);
    List<ColumnChange> changes = new ArrayList<>();
    fields.get("rename").ifPresent(f -> changes.addAll(renames(f, claimant)));
    fields.get("columns").ifPresent(f -> changes.addAll(columns(f, claimant)));
    fields
        .get(LookupReader.LOOKUP)
        .ifPresent(f -> changes.addAll(lookup(f, entry.key(), copied.isPresent(), claimant)));
    fields.get(MoveReader.MOVE).ifPresent(f -> changes.addAll(move(f, fields, entry.key(), table)));
    if (CHANGING.stream().allMatch(key -> fields.get(key).isEmpty())) {
      mistakes.add(
          entry.keyNode(),
          "migration \"" + entry.key() + "\" changes nothing",
          "add \"rename\", \"columns\", \"lookup\", \"move\", \"rename-table\", \"copy\", \"decompose\","
              + " \"join\", \"split-rows\" or \"unite\"");
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
            Optional.empty(),
            changes,
            sticky,
            writeMode,
            Mistakes.line(entry.keyNode())));
  }

  private Optional<Migration> united(Field entry, Field unite, Fields fields, int ordinal) {
    for (Field field : fields.all()) {
      if (!BESIDE_UNITE.contains(field.key())) {
        mistakes.add(
            field.keyNode(),
            "\"" + field.key() + "\" stands beside \"unite\"",
            "leave it out: tables that are united are named below \"unite\", and their columns"
                + " change in migrations of their own, before or after");
      }
    }
    Stickiness sticky = sticky(fields);
    Optional<UniteReader.Union> union = new UniteReader(mistakes, names, tables).read(unite);
    if (!MigrationId.isValid(entry.key())) {
      return Optional.empty();
    }
    return union.map(
        read ->
            new Migration(
                new MigrationId(entry.key()),
                ordinal,
                read.to(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(read.united()),
                List.of(),
                sticky,
                WriteMode.STATEMENT,
                Mistakes.line(entry.keyNode())));
  }

  private List<ColumnChange> move(
      Field move, Fields fields, String migration, Optional<TableName> table) {
    for (Field field : fields.all()) {
      if (!BESIDE_MOVE.contains(field.key())) {
        mistakes.add(
            field.keyNode(),
            "\"" + field.key() + "\" stands beside \"move\"",
            "make a migration of its own of it");
      }
    }
    return moves.read(move, migration, table).stream().toList();
  }

  private List<ColumnChange> lookup(
      Field field, String migration, boolean copied, ColumnClaims.Claimant claimant) {
    if (copied) {
      mistakes.add(
          field.keyNode(),
          "values are extracted from a table that is copied",
          "extract them in a migration of their own, before or after it");
    }
    Optional<MigrationId> id =
        MigrationId.isValid(migration) ? Optional.of(new MigrationId(migration)) : Optional.empty();
    return lookups.read(field, id, claimant).stream().toList();
  }

  private void twice(Field first, Field second) {
    mistakes.add(
        second.value(),
        "a table is %s and %s at once".formatted(becoming(first), becoming(second)),
        "leave \"%s\" out: what takes its place has a name of its own".formatted(first.key()));
  }

  private static String becoming(Field field) {
    return switch (field.key()) {
      case TableCopyReader.COPY -> "copied";
      case TableCopyReader.DECOMPOSE -> "decomposed";
      case SplitRowsReader.KEY -> "split";
      case TableCopyReader.JOIN -> "joined";
      default -> "renamed";
    };
  }

  private Optional<TableName> renamed(Field field, Fields fields, Optional<TableName> table) {
    if (!field.key().equals("rename-table")) {
      return Optional.empty();
    }
    Optional<TableName> renamed = tables.read(fields, "rename-table", RENAME_TABLE_FORM);
    if (table.isPresent() && renamed.isPresent()) {
      names.renames(table.get(), renamed.get(), field.value());
    }
    return renamed;
  }

  private Optional<TableCopy> copied(Field field, Optional<TableName> table) {
    return switch (field.key()) {
      case TableCopyReader.COPY -> copies.copy(field, table);
      case TableCopyReader.DECOMPOSE -> copies.decompose(field, table);
      case SplitRowsReader.KEY -> splits.read(field, table);
      case TableCopyReader.JOIN -> copies.join(field, table);
      default -> Optional.empty();
    };
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
