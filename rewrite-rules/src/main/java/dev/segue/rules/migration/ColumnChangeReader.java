package dev.segue.rules.migration;

import dev.segue.route.Shape;
import dev.segue.rules.migration.Fields.Field;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads one change of a column: retype and computed change. */
final class ColumnChangeReader {

  private static final List<String> KEYS =
      List.of("old", "new", "up", "down", "monotonic", "one-to-one");
  private static final String FORM =
      "write old: { name: type }, new: { name: type }, up: { new name: SQL }, down: { old name:"
          + " SQL }";

  private final Mistakes mistakes;
  private final ColumnClaims.Claimant claimant;
  private final MappingReader mappings;

  ColumnChangeReader(Mistakes mistakes, ColumnClaims.Claimant claimant) {
    this.mistakes = mistakes;
    this.claimant = claimant;
    this.mappings = new MappingReader(mistakes);
  }

  private record Column(ShapeColumn column, Node nameAt) {}

  /** The change, or empty where mistakes leave none. */
  Optional<ColumnChange> read(Node node) {
    return Fields.known(node, "change", FORM, KEYS, mistakes).flatMap(f -> read(node, f));
  }

  private Optional<ColumnChange> read(Node node, Fields fields) {
    Optional<Column> oldColumn = column(node, fields, Shape.OLD);
    Optional<Column> newColumn = column(node, fields, Shape.NEW);
    claimant.claim(
        name(oldColumn),
        name(newColumn),
        oldColumn.map(Column::nameAt).orElse(node),
        newColumn.map(Column::nameAt).orElse(node));
    Optional<MappingExpression> up = mapping(node, fields, "up", newColumn, oldColumn);
    Optional<MappingExpression> down = mapping(node, fields, "down", oldColumn, newColumn);
    boolean monotonic = fields.flag("monotonic");
    boolean oneToOne = fields.flag("one-to-one") || monotonic;
    checkMonotonicIsOneToOne(fields, monotonic);
    if (oldColumn.isEmpty() || newColumn.isEmpty() || up.isEmpty() || down.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ColumnChange(
            List.of(oldColumn.get().column()),
            List.of(newColumn.get().column()),
            Map.of(newColumn.get().column().name(), up.get()),
            Map.of(oldColumn.get().column().name(), down.get()),
            monotonic,
            oneToOne,
            Mistakes.line(node)));
  }

  private static Optional<String> name(Optional<Column> column) {
    return column.map(c -> c.column().name());
  }

  private void checkMonotonicIsOneToOne(Fields fields, boolean monotonic) {
    Optional<Field> oneToOne = fields.get("one-to-one");
    if (monotonic
        && oneToOne.isPresent()
        && oneToOne.get().value() instanceof ScalarNode scalar
        && scalar.getValue().equals("false")) {
      mistakes.add(
          scalar,
          "a monotonic change is one-to-one",
          "monotonic means strictly increasing; leave one of the two keys out");
    }
  }

  private Optional<Column> column(Node change, Fields fields, Shape shape) {
    Optional<Field> field = fields.get(shape.word());
    String form = "write it like \"" + shape.word() + ": { amount: bigint }\"";
    if (field.isEmpty()) {
      mistakes.add(change, "change has no \"" + shape.word() + "\" column", form);
      return Optional.empty();
    }
    Optional<Fields> columns =
        Fields.any(field.get().value(), "\"" + shape.word() + "\"", form, mistakes);
    if (columns.isEmpty()) {
      return Optional.empty();
    }
    if (columns.get().all().size() != 1) {
      mistakes.add(
          field.get().value(),
          "change has " + columns.get().all().size() + " " + shape.word() + " columns, not one",
          "a change makes one column of one; split, merge, add and drop are not supported");
      return Optional.empty();
    }
    Field only = columns.get().all().iterator().next();
    Optional<String> name = new ColumnNameReader(mistakes).read(only.keyNode(), only.key());
    Optional<String> type =
        Fields.text(only, mistakes).flatMap(t -> mappings.type((ScalarNode) only.value(), t));
    return name.map(n -> new Column(new ShapeColumn(n, type), only.keyNode()));
  }

  private Optional<MappingExpression> mapping(
      Node change, Fields fields, String key, Optional<Column> to, Optional<Column> from) {
    Optional<Field> field = fields.get(key);
    String target = name(to).map(SqlName::quoted).orElse("name");
    String form = "write it like " + key + ": { " + target + ": \"SQL\" }";
    if (field.isEmpty()) {
      mistakes.add(change, "change has no \"" + key + "\" mapping", form);
      return Optional.empty();
    }
    Optional<Fields> byColumn = Fields.any(field.get().value(), "\"" + key + "\"", form, mistakes);
    if (byColumn.isEmpty() || to.isEmpty()) {
      return Optional.empty();
    }
    Optional<MappingExpression> result = Optional.empty();
    boolean mapped = false;
    for (Field entry : byColumn.get().all()) {
      if (names(entry.key(), to.get())) {
        mapped = true;
        result = mappings.read(entry, key, to.get().column().name(), name(from));
      } else {
        mistakes.add(
            entry.keyNode(),
            "\"" + key + "\" computes \"" + target + "\", not \"" + entry.key() + "\"",
            form);
      }
    }
    if (!mapped && byColumn.get().all().isEmpty()) {
      mistakes.add(
          field.get().value(), "\"" + key + "\" does not compute \"" + target + "\"", form);
    }
    return result;
  }

  private static boolean names(String key, Column column) {
    return SqlName.parse(key).equals(Optional.of(List.of(column.column().name())));
  }
}
