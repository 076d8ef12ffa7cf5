package dev.segue.rules.migration;

import dev.segue.rules.migration.Fields.Field;
import dev.segue.rules.migration.RowParts.Method;
import dev.segue.rules.migration.RowParts.RowPart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads into which tables the rows of one are split, and which row comes into which. */
final class SplitRowsReader {

  static final String KEY = "split-rows";

  private static final List<String> KEYS =
      List.of("to", "list", "range", "hash", "parts", "create");
  private static final List<String> PART_KEYS = List.of("to", "values", "from", "below");
  private static final String FORM =
      "write it like \"split-rows: { to: public.orders_by_region, list: region, parts: […] }\"";
  private static final String PARTS_FORM =
      "write a list of two tables or more: \"- { to: public.orders_eu, values: \\\"'EU'\\\" }\"";

  private final Mistakes mistakes;
  private final TableNames names;
  private final TableNameReader tables;

  SplitRowsReader(Mistakes mistakes, TableNames names, TableNameReader tables) {
    this.mistakes = mistakes;
    this.names = names;
    this.tables = tables;
  }

  /** What the value of {@code split-rows} says, or empty where mistakes leave nothing. */
  Optional<TableCopy> read(Field field, Optional<TableName> table) {
    return Fields.known(field.value(), "\"split-rows\"", FORM, KEYS, mistakes)
        .flatMap(fields -> read(field, fields, table));
  }

  private Optional<TableCopy> read(Field field, Fields fields, Optional<TableName> table) {
    if (fields.get("to").isEmpty()) {
      mistakes.add(field.keyNode(), "\"split-rows\" does not say which table has all parts", FORM);
    }
    Optional<TableName> to = tables.read(fields, "to", FORM);
    if (table.isPresent() && to.isPresent()) {
      names.splits(table.get(), to.get(), TableNameReader.at(fields, "to"));
    }
    Optional<Method> method = method(field, fields);
    Optional<List<String>> columns =
        method.flatMap(by -> columns(fields.get(by.word()).orElseThrow()));
    Optional<List<RowPart>> parts = method.flatMap(by -> parts(field, fields, by, columns, table));
    Optional<String> create = fields.text("create");
    return to.isPresent() && columns.isPresent() && parts.isPresent()
        ? Optional.of(
            TableCopy.split(
                to.get(), create, new RowParts(method.orElseThrow(), columns.get(), parts.get())))
        : Optional.empty();
  }

  private Optional<Method> method(Field field, Fields fields) {
    List<Method> said =
        Arrays.stream(Method.values()).filter(by -> fields.get(by.word()).isPresent()).toList();
    if (said.size() != 1) {
      mistakes.add(
          field.keyNode(),
          said.isEmpty()
              ? "\"split-rows\" does not say by which columns"
              : "\"split-rows\" says twice by what",
          "write one of list, range and hash, with a column or a list of columns");
      return Optional.empty();
    }
    return Optional.of(said.get(0));
  }

  private Optional<List<String>> columns(Field field) {
    List<Node> nodes =
        field.value() instanceof SequenceNode list ? list.getValue() : List.of(field.value());
    LinkedHashSet<String> columns = new LinkedHashSet<>();
    for (Node node : nodes) {
      if (node instanceof ScalarNode text && text.getTag().equals(Tag.STR)) {
        new ColumnNameReader(mistakes)
            .read(text, text.getValue())
            .filter(name -> !columns.add(name))
            .ifPresent(name -> mistakes.add(node, "column \"" + name + "\" is named twice"));
      } else {
        mistakes.add(node, "a column is " + Fields.kind(node) + ", not a name", FORM);
      }
    }
    if (field.key().equals(Method.LIST.word()) && nodes.size() > 1) {
      mistakes.add(
          field.value(),
          "a list goes by one column",
          "compute one of these by a change of \"columns\", or split by range");
      return Optional.empty();
    }
    return columns.size() == nodes.size() && !columns.isEmpty()
        ? Optional.of(List.copyOf(columns))
        : Optional.empty();
  }

  private Optional<List<RowPart>> parts(
      Field field,
      Fields fields,
      Method method,
      Optional<List<String>> columns,
      Optional<TableName> table) {
    Optional<Field> listed = fields.get("parts");
    if (listed.isEmpty()) {
      mistakes.add(field.keyNode(), "\"split-rows\" does not say into which tables", PARTS_FORM);
      return Optional.empty();
    }
    if (!(listed.get().value() instanceof SequenceNode list) || list.getValue().size() < 2) {
      mistakes.add(listed.get().value(), "\"parts\" is not a list of tables", PARTS_FORM);
      return Optional.empty();
    }
    List<Node> nodes = list.getValue();
    List<RowPart> parts = new ArrayList<>();
    boolean rest = false;
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      Optional<Fields> part =
          Fields.known(node, "a table of \"parts\"", PARTS_FORM, PART_KEYS, mistakes);
      Optional<TableName> name = part.flatMap(each -> name(node, each, table));
      String hash = "FOR VALUES WITH (MODULUS %d, REMAINDER %d)".formatted(nodes.size(), i);
      int width = columns.map(List::size).orElse(1);
      Optional<String> bounds = part.flatMap(each -> bounds(node, each, method, width, hash));
      if (bounds.filter(RowPart.REST::equals).isPresent()) {
        if (rest) {
          mistakes.add(node, "two tables of \"parts\" take the rest", PARTS_FORM);
        }
        rest = true;
      }
      if (name.isPresent() && bounds.isPresent()) {
        parts.add(new RowPart(name.get(), bounds.get()));
      }
    }
    return parts.size() == nodes.size() ? Optional.of(parts) : Optional.empty();
  }

  private Optional<TableName> name(Node node, Fields part, Optional<TableName> table) {
    if (part.get("to").isEmpty()) {
      mistakes.add(node, "an entry of \"parts\" does not say which table", PARTS_FORM);
    }
    Optional<TableName> name = tables.read(part, "to", PARTS_FORM);
    if (table.isPresent() && name.isPresent()) {
      names.takesRows(table.get(), name.get(), TableNameReader.at(part, "to"));
    }
    return name;
  }

  /**
   * What a part takes.
   *
   * @param width how many columns a bound has
   * @param hash its share, where that is by chance
   */
  private Optional<String> bounds(Node node, Fields part, Method method, int width, String hash) {
    Optional<String> values = part.text("values");
    Optional<String> from = part.text("from");
    Optional<String> below = part.text("below");
    boolean byRange = part.get("from").isPresent() || part.get("below").isPresent();
    String wrong =
        switch (method) {
          case LIST -> byRange ? "a part of a list has \"values\", not \"from\" and \"below\"" : "";
          case RANGE ->
              part.get("values").isPresent()
                  ? "a part of a range has \"from\" and \"below\", not \"values\""
                  : "";
          case HASH ->
              byRange || part.get("values").isPresent()
                  ? "a part by hash takes its share, and has no bounds"
                  : "";
        };
    if (!wrong.isEmpty()) {
      mistakes.add(node, wrong, PARTS_FORM);
      return Optional.empty();
    }
    if (method == Method.HASH) {
      return Optional.of(hash);
    }
    if (byRange) {
      return Optional.of(
          "FOR VALUES FROM (%s) TO (%s)"
              .formatted(
                  from.orElse(String.join(", ", Collections.nCopies(width, "MINVALUE"))),
                  below.orElse(String.join(", ", Collections.nCopies(width, "MAXVALUE")))));
    }
    return part.get("values").isPresent()
        ? values.map(listed -> "FOR VALUES IN (%s)".formatted(listed))
        : Optional.of(RowPart.REST);
  }
}
