package dev.segue.rules.migration;

import dev.segue.route.MigrationId;
import dev.segue.rules.migration.Fields.Field;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads the change of a column whose values are extracted into a lookup table. */
final class LookupReader {

  static final String LOOKUP = "lookup";

  private static final List<String> KEYS =
      List.of("column", "to", "table", "key", "value", "create");
  private static final String FORM =
      "write it like \"lookup: { column: { status: text }, to: { status_id: bigint }, table:"
          + " public.order_statuses }\"";
  private static final String DEFAULT_KEY = "id";

  /** Equal values of these are the same, byte by byte, so that no value is taken for another. */
  private static final Pattern VALUE_TYPES =
      Pattern.compile("(?i)text|(varchar|character\\s+varying)(\\s*\\(\\s*\\d+\\s*\\))?");

  private static final Pattern KEY_TYPES =
      Pattern.compile("(?i)smallint|integer|bigint|int|int2|int4|int8");

  private final Mistakes mistakes;
  private final TableNames names;
  private final TableNameReader tables;
  private final MappingReader types;

  LookupReader(Mistakes mistakes, TableNames names, TableNameReader tables) {
    this.mistakes = mistakes;
    this.names = names;
    this.tables = tables;
    this.types = new MappingReader(mistakes);
  }

  private record Column(ShapeColumn column, Node at) {}

  /** The change, or empty where mistakes leave none. */
  Optional<ColumnChange> read(
      Field field, Optional<MigrationId> migration, ColumnClaims.Claimant claimant) {
    return Fields.known(field.value(), "\"lookup\"", FORM, KEYS, mistakes)
        .flatMap(fields -> read(field, fields, migration, claimant));
  }

  private Optional<ColumnChange> read(
      Field field, Fields fields, Optional<MigrationId> migration, ColumnClaims.Claimant claimant) {
    Optional<Column> value =
        column(field, fields, "column", VALUE_TYPES, "text, varchar or varchar(n)");
    Optional<Column> key = column(field, fields, "to", KEY_TYPES, "bigint, integer or smallint");
    value.ifPresent(column -> claimant.claimOld(column.column().name(), column.at()));
    key.ifPresent(
        column ->
            claimant.claimNew(
                column.column().name(),
                column.at(),
                value.filter(v -> v.column().name().equals(column.column().name())).isPresent()));
    if (fields.get("table").isEmpty()) {
      mistakes.add(field.keyNode(), "\"lookup\" names no table for the values", FORM);
    }
    Optional<TableName> table = tables.read(fields, "table", FORM);
    table.ifPresent(name -> names.looksUp(name, TableNameReader.at(fields, "table")));
    Optional<String> keyName = name(fields, "key").or(() -> Optional.of(DEFAULT_KEY));
    Optional<String> valueName =
        name(fields, "value").or(() -> value.map(column -> column.column().name()));
    Optional<String> create = fields.text("create");
    if (keyName.isPresent() && keyName.equals(valueName)) {
      mistakes.add(
          field.keyNode(),
          "\"lookup\" has its keys and its values in one column, \"" + keyName.get() + "\"",
          "name one of them differently: key: …, value: …");
      return Optional.empty();
    }
    if (value.isEmpty() || key.isEmpty() || table.isEmpty() || migration.isEmpty()) {
      return Optional.empty();
    }
    Lookup lookup =
        new Lookup(migration.get(), table.get(), keyName.get(), valueName.orElseThrow(), create);
    return Optional.of(
        ColumnChange.lookup(
            lookup, value.get().column(), key.get().column(), Mistakes.line(field.keyNode())));
  }

  /** One column with its type. */
  private Optional<Column> column(
      Field lookup, Fields fields, String key, Pattern allowed, String types) {
    Optional<Field> field = fields.get(key);
    if (field.isEmpty()) {
      mistakes.add(lookup.keyNode(), "\"lookup\" has no \"" + key + "\"", FORM);
      return Optional.empty();
    }
    Optional<Fields> named = Fields.any(field.get().value(), "\"" + key + "\"", FORM, mistakes);
    if (named.isEmpty()) {
      return Optional.empty();
    }
    if (named.get().all().size() != 1) {
      mistakes.add(field.get().value(), "\"" + key + "\" is not one column with its type", FORM);
      return Optional.empty();
    }
    Field entry = named.get().all().iterator().next();
    Optional<String> name = new ColumnNameReader(mistakes).read(entry.keyNode(), entry.key());
    Optional<String> type =
        Fields.text(entry, mistakes)
            .flatMap(text -> this.types.type((ScalarNode) entry.value(), text));
    if (type.isPresent() && !allowed.matcher(type.get()).matches()) {
      mistakes.add(
          entry.value(),
          "\"" + type.get() + "\" is no type for \"" + key + "\" of a lookup",
          "it is one of " + types);
      return Optional.empty();
    }
    return name.isPresent() && type.isPresent()
        ? Optional.of(new Column(new ShapeColumn(name.get(), type), entry.keyNode()))
        : Optional.empty();
  }

  private Optional<String> name(Fields fields, String key) {
    return fields
        .text(key)
        .flatMap(
            text -> new ColumnNameReader(mistakes).read(TableNameReader.at(fields, key), text));
  }
}
