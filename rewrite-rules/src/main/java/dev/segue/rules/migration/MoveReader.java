package dev.segue.rules.migration;

import dev.segue.route.MigrationId;
import dev.segue.rules.migration.Fields.Field;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads the change of a column that moves to a related table. */
final class MoveReader {

  static final String MOVE = "move";

  private static final List<String> KEYS = List.of("column", "to", "by", "as");
  private static final String FORM =
      "write it like \"move: { column: { customer_email: text }, to: public.customers, by: {"
          + " customer_id: id }, as: email }\"";

  private final Mistakes mistakes;
  private final TableNames names;
  private final TableNameReader tables;
  private final ColumnClaims claims;
  private final MappingReader types;

  MoveReader(Mistakes mistakes, TableNames names, TableNameReader tables, ColumnClaims claims) {
    this.mistakes = mistakes;
    this.names = names;
    this.tables = tables;
    this.claims = claims;
    this.types = new MappingReader(mistakes);
  }

  /** A name with what stands behind it. */
  private record Pair(String name, ScalarNode value, String text, Node at) {}

  /** The change of the table that loses the column, or empty where mistakes leave none. */
  Optional<ColumnChange> read(Field field, String migration, Optional<TableName> table) {
    return Fields.known(field.value(), "\"move\"", FORM, KEYS, mistakes)
        .flatMap(fields -> read(field, fields, migration, table));
  }

  private Optional<ColumnChange> read(
      Field field, Fields fields, String migration, Optional<TableName> table) {
    Optional<Pair> column = pair(field, fields, "column", "one column with its type");
    Optional<Pair> by = pair(field, fields, "by", "one column with that to which it refers");
    if (fields.get("to").isEmpty()) {
      mistakes.add(field.keyNode(), "\"move\" has no \"to\"", FORM);
    }
    Optional<TableName> target = tables.read(fields, "to", FORM);
    Optional<String> type = column.flatMap(pair -> types.type(pair.value(), pair.text()));
    Optional<String> key = by.flatMap(pair -> columnName(pair.value(), pair.text()));
    Optional<String> name =
        fields
            .text("as")
            .flatMap(text -> columnName(TableNameReader.at(fields, "as"), text))
            .or(() -> fields.get("as").isPresent() ? Optional.empty() : column.map(Pair::name));
    if (target.isPresent() && target.equals(table)) {
      mistakes.add(
          TableNameReader.at(fields, "to"),
          "a column is moved to the table that has it",
          "name the table to which the foreign key refers; to itself none can be moved");
      return Optional.empty();
    }
    target.ifPresent(found -> names.has(found, TableNameReader.at(fields, "to")));
    table.ifPresent(found -> names.moves(found, field.keyNode()));
    target.ifPresent(found -> names.moves(found, TableNameReader.at(fields, "to")));
    claim(migration, table, target, column, by, name, field);
    if (type.isEmpty()
        || key.isEmpty()
        || name.isEmpty()
        || target.isEmpty()
        || table.isEmpty()
        || !MigrationId.isValid(migration)) {
      return Optional.empty();
    }
    Pair moving = column.orElseThrow();
    MovedColumn moved =
        new MovedColumn(
            new MigrationId(migration),
            table.get(),
            moving.name(),
            by.orElseThrow().name(),
            target.get(),
            name.get(),
            key.get());
    return Optional.of(
        ColumnChange.movedFrom(
            moved, new ShapeColumn(moving.name(), type), Mistakes.line(field.keyNode())));
  }

  private void claim(
      String migration,
      Optional<TableName> table,
      Optional<TableName> target,
      Optional<Pair> column,
      Optional<Pair> by,
      Optional<String> name,
      Field field) {
    ColumnClaims.Claimant losing = claims.of(migration, table);
    column.ifPresent(pair -> losing.claimOld(pair.name(), pair.at()));
    if (by.isPresent()) {
      Pair pair = by.get();
      if (column.filter(moving -> moving.name().equals(pair.name())).isPresent()) {
        mistakes.add(pair.at(), "the column that moves is the one by which it moves", FORM);
      }
      losing.reads(pair.name(), pair.value(), 0, "\"by\"");
      losing.movesBy(pair.name(), pair.at());
    }
    if (target.isPresent()) {
      ColumnClaims.Claimant getting = claims.of(migration, target);
      name.ifPresent(found -> getting.claimNew(found, field.keyNode(), false));
      by.ifPresent(
          pair ->
              columnName(pair.value(), pair.text())
                  .ifPresent(key -> getting.reads(key, pair.value(), 0, "\"by\"")));
    }
  }

  private Optional<Pair> pair(Field move, Fields fields, String key, String what) {
    Optional<Field> field = fields.get(key);
    if (field.isEmpty()) {
      mistakes.add(move.keyNode(), "\"move\" has no \"" + key + "\"", FORM);
      return Optional.empty();
    }
    Optional<Fields> named = Fields.any(field.get().value(), "\"" + key + "\"", FORM, mistakes);
    if (named.isEmpty()) {
      return Optional.empty();
    }
    if (named.get().all().size() != 1) {
      mistakes.add(field.get().value(), "\"" + key + "\" is not " + what, FORM);
      return Optional.empty();
    }
    Field entry = named.get().all().iterator().next();
    Optional<String> name = columnName(entry.keyNode(), entry.key());
    Optional<String> text = Fields.text(entry, mistakes);
    return name.isPresent() && text.isPresent()
        ? Optional.of(new Pair(name.get(), (ScalarNode) entry.value(), text.get(), entry.keyNode()))
        : Optional.empty();
  }

  private Optional<String> columnName(Node at, String text) {
    return new ColumnNameReader(mistakes).read(at, text);
  }
}
