package dev.segue.rules.migration;

import dev.segue.route.Shape;
import dev.segue.rules.migration.Fields.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads one change of columns: retype, computed change, split, merge, add and drop. */
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

  private record Column(ShapeColumn column, Node nameAt) {
    String name() {
      return column.name();
    }
  }

  /**
   * The columns of one side.
   *
   * @param columns those that could be read
   * @param whole whether these are all, no mistake having left one out
   */
  private record Side(List<Column> columns, boolean whole) {

    boolean absent() {
      return whole && columns.isEmpty();
    }

    List<ShapeColumn> shapeColumns() {
      return columns.stream().map(Column::column).toList();
    }

    Set<String> names() {
      return columns.stream().map(Column::name).collect(Collectors.toSet());
    }

    MappingReader.Side forMappings() {
      return new MappingReader.Side(names(), whole);
    }
  }

  /** The change, or empty where mistakes leave none. */
  Optional<ColumnChange> read(Node node) {
    return Fields.known(node, "change", FORM, KEYS, mistakes).flatMap(f -> read(node, f));
  }

  private Optional<ColumnChange> read(Node node, Fields fields) {
    Side old = side(fields, Shape.OLD);
    Side fresh = side(fields, Shape.NEW);
    if (old.absent() && fresh.absent()) {
      mistakes.add(node, "change has neither \"old\" nor \"new\" columns", FORM);
      return Optional.empty();
    }
    old.columns().forEach(column -> claimant.claimOld(column.name(), column.nameAt()));
    fresh.columns().forEach(column -> claimFresh(column, old));
    Optional<Map<String, MappingExpression>> up = mapping(node, fields, "up", fresh, old);
    Optional<Map<String, MappingExpression>> down = mapping(node, fields, "down", old, fresh);
    boolean monotonic = fields.flag("monotonic");
    boolean oneToOne = fields.flag("one-to-one") || monotonic;
    checkMonotonicIsOneToOne(fields, monotonic);
    if (!old.whole() || !fresh.whole() || up.isEmpty() || down.isEmpty()) {
      return Optional.empty();
    }
    ColumnChange change =
        new ColumnChange(
            old.shapeColumns(),
            fresh.shapeColumns(),
            up.get(),
            down.get(),
            false,
            false,
            Mistakes.line(node));
    if (oneToOne && !mayPromise(change, fields)) {
      return Optional.empty();
    }
    return Optional.of(change.promising(monotonic, oneToOne));
  }

  private void claimFresh(Column column, Side old) {
    claimant.claimNew(column.name(), column.nameAt(), old.names().contains(column.name()));
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

  /** A promise is about two columns that stand for each other, whatever else is in the row. */
  private boolean mayPromise(ColumnChange change, Fields fields) {
    String key = fields.flag("monotonic") ? "monotonic" : "one-to-one";
    Node at = fields.get(key).orElseThrow().value();
    if (change.kind() != ColumnChange.Kind.ONE_FOR_ONE) {
      mistakes.add(
          at, "only a change of one column into one can be " + key, "leave \"" + key + "\" out");
      return false;
    }
    Optional<String> input = change.inputs().stream().sorted().findFirst();
    input.ifPresent(
        name ->
            mistakes.add(
                at,
                "a change that reads \"" + name + "\" besides is not " + key,
                "leave \"" + key + "\" out"));
    return input.isEmpty();
  }

  private Side side(Fields fields, Shape shape) {
    Optional<Field> field = fields.get(shape.word());
    String form = "write it like \"" + shape.word() + ": { amount: bigint }\"";
    if (field.isEmpty()) {
      return new Side(List.of(), true);
    }
    Optional<Fields> named =
        Fields.any(field.get().value(), "\"" + shape.word() + "\"", form, mistakes);
    if (named.isEmpty()) {
      return new Side(List.of(), false);
    }
    List<Column> columns = new ArrayList<>();
    boolean whole = true;
    for (Field entry : named.get().all()) {
      Optional<String> name = new ColumnNameReader(mistakes).read(entry.keyNode(), entry.key());
      Optional<String> type =
          Fields.text(entry, mistakes).flatMap(t -> mappings.type((ScalarNode) entry.value(), t));
      name.ifPresent(n -> columns.add(new Column(new ShapeColumn(n, type), entry.keyNode())));
      whole &= name.isPresent() && type.isPresent();
    }
    return new Side(columns, whole);
  }

  /** By column of {@code to}, what it is; empty where a mistake left one out. */
  private Optional<Map<String, MappingExpression>> mapping(
      Node change, Fields fields, String key, Side to, Side from) {
    Optional<Field> field = fields.get(key);
    String first = to.columns().stream().findFirst().map(Column::name).orElse("name");
    String form = "write it like " + key + ": { " + SqlName.quoted(first) + ": \"SQL\" }";
    if (field.isEmpty()) {
      if (!to.absent()) {
        mistakes.add(change, "change has no \"" + key + "\" mapping", form);
        return Optional.empty();
      }
      return Optional.of(Map.of());
    }
    Optional<Fields> byColumn = Fields.any(field.get().value(), "\"" + key + "\"", form, mistakes);
    if (byColumn.isEmpty()) {
      return Optional.empty();
    }
    Map<String, MappingExpression> result = new LinkedHashMap<>();
    boolean all = true;
    Set<String> named = new HashSet<>();
    for (Field entry : byColumn.get().all()) {
      Optional<String> target =
          SqlName.parse(entry.key()).filter(p -> p.size() == 1).map(p -> p.get(0));
      if (target.isPresent() && to.names().contains(target.get())) {
        named.add(target.get());
        Optional<MappingExpression> read =
            mappings.read(entry, key, target.get(), from.forMappings(), to.forMappings(), claimant);
        read.ifPresent(mapping -> result.put(target.get(), mapping));
        all &= read.isPresent();
      } else if (to.whole()) {
        mistakes.add(entry.keyNode(), isNotComputed(key, entry.key(), to), form);
        all = false;
      }
    }
    for (Column column : to.columns()) {
      if (!named.contains(column.name())) {
        all = false;
        // Said once: what stands there is wrong, or nothing does.
        if (byColumn.get().all().stream().allMatch(entry -> isComputed(entry, to))) {
          mistakes.add(
              field.get().value(),
              "\"" + key + "\" does not compute \"" + SqlName.quoted(column.name()) + "\"",
              form);
        }
      }
    }
    return all ? Optional.of(result) : Optional.empty();
  }

  private static boolean isComputed(Field entry, Side to) {
    return SqlName.parse(entry.key())
        .filter(p -> p.size() == 1 && to.names().contains(p.get(0)))
        .isPresent();
  }

  private static String isNotComputed(String key, String written, Side to) {
    return to.columns().isEmpty()
        ? "\""
            + key
            + "\" computes \""
            + written
            + "\", but nothing is "
            + (key.equals("up") ? "new" : "old")
        : "\""
            + key
            + "\" computes "
            + to.columns().stream()
                .map(column -> "\"" + SqlName.quoted(column.name()) + "\"")
                .collect(Collectors.joining(", "))
            + ", not \""
            + written
            + "\"";
  }
}
