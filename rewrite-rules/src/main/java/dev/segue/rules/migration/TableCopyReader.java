package dev.segue.rules.migration;

import dev.segue.rules.migration.Fields.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads what takes a table's place: one table, or several into which it is decomposed, or one into
 * which it is joined with others.
 */
final class TableCopyReader {

  static final String COPY = "copy";
  static final String DECOMPOSE = "decompose";
  static final String JOIN = "join";

  private static final List<String> COPY_KEYS = List.of("to", "create");
  private static final List<String> JOIN_KEYS = List.of("with", "to", "create");
  private static final List<String> PART_KEYS = List.of("to", "columns", "create");
  private static final String COPY_FORM = "write it like \"copy: { to: public.orders_by_month }\"";
  private static final String PARTS_FORM =
      "write a list of two tables or more: \"- to: public.customer_core\" first, then"
          + " \"- { to: public.customer_profiles, columns: [bio] }\"";
  private static final String PART_FORM =
      "write it like \"- { to: public.customer_profiles, columns: [bio] }\"";

  private static final String JOIN_FORM =
      "write it like \"join: { with: [public.customer_profiles], to: public.customers }\"";

  private final Mistakes mistakes;
  private final TableNames names;
  private final TableNameReader tables;

  TableCopyReader(Mistakes mistakes, TableNames names, TableNameReader tables) {
    this.mistakes = mistakes;
    this.names = names;
    this.tables = tables;
  }

  /** What the value of {@code copy} says. */
  Optional<TableCopy> copy(Field field, Optional<TableName> table) {
    return Fields.known(field.value(), "\"copy\"", COPY_FORM, COPY_KEYS, mistakes)
        .flatMap(fields -> copy(field, fields, table));
  }

  private Optional<TableCopy> copy(Field field, Fields fields, Optional<TableName> table) {
    if (fields.get("to").isEmpty()) {
      mistakes.add(field.keyNode(), "\"copy\" does not say to which table", COPY_FORM);
    }
    Optional<TableName> name = tables.read(fields, "to", COPY_FORM);
    if (table.isPresent() && name.isPresent()) {
      names.copies(table.get(), name.get(), TableNameReader.at(fields, "to"));
    }
    Optional<String> create = fields.text("create");
    return name.map(to -> new TableCopy(to, create, List.of()));
  }

  /** What the value of {@code decompose} says. */
  Optional<TableCopy> decompose(Field field, Optional<TableName> table) {
    if (!(field.value() instanceof SequenceNode list) || list.getValue().size() < 2) {
      mistakes.add(field.value(), "\"decompose\" is not a list of tables", PARTS_FORM);
      return Optional.empty();
    }
    List<TablePart> parts = new ArrayList<>();
    Map<String, Node> taken = new LinkedHashMap<>();
    boolean whole = true;
    for (Node node : list.getValue()) {
      Optional<TablePart> part = part(node, table, parts.isEmpty() && whole, taken);
      whole &= part.isPresent();
      part.ifPresent(parts::add);
    }
    return whole
        ? Optional.of(
            new TableCopy(
                parts.get(0).name(), parts.get(0).create(), parts.subList(1, parts.size())))
        : Optional.empty();
  }

  /** What the value of {@code join} says. */
  Optional<TableCopy> join(Field field, Optional<TableName> table) {
    return Fields.known(field.value(), "\"join\"", JOIN_FORM, JOIN_KEYS, mistakes)
        .flatMap(fields -> join(field, fields, table));
  }

  private Optional<TableCopy> join(Field field, Fields fields, Optional<TableName> table) {
    if (fields.get("to").isEmpty()) {
      mistakes.add(field.keyNode(), "\"join\" does not say to which table", JOIN_FORM);
    }
    if (fields.get("with").isEmpty()) {
      mistakes.add(field.keyNode(), "\"join\" does not say with which tables", JOIN_FORM);
    }
    Optional<TableName> name = tables.read(fields, "to", JOIN_FORM);
    if (table.isPresent() && name.isPresent()) {
      names.joins(table.get(), name.get(), TableNameReader.at(fields, "to"));
    }
    List<TableName> joined = fields.get("with").map(list -> with(list, table)).orElse(List.of());
    Optional<String> create = fields.text("create");
    return joined.isEmpty()
        ? Optional.empty()
        : name.map(to -> TableCopy.joining(to, create, joined));
  }

  private List<TableName> with(Field field, Optional<TableName> table) {
    List<TableName> joined = new ArrayList<>();
    if (!(field.value() instanceof SequenceNode list) || list.getValue().isEmpty()) {
      mistakes.add(field.value(), "\"with\" is not a list of tables", JOIN_FORM);
      return joined;
    }
    Map<TableName, Node> taken = new LinkedHashMap<>();
    for (Node node : list.getValue()) {
      Optional<TableName> name = tables.read(node, JOIN_FORM);
      name.ifPresent(
          further -> {
            Node earlier = taken.putIfAbsent(further, node);
            if (earlier != null) {
              mistakes.add(
                  node,
                  "table " + further + " is joined twice",
                  "it is in line " + Mistakes.line(earlier) + " already");
            } else {
              joined.add(further);
              table.ifPresent(first -> names.isJoined(first, further, node));
            }
          });
    }
    return joined;
  }

  private Optional<TablePart> part(
      Node node, Optional<TableName> table, boolean first, Map<String, Node> taken) {
    Optional<Fields> known =
        Fields.known(node, "a table of \"decompose\"", PART_FORM, PART_KEYS, mistakes);
    if (known.isEmpty()) {
      return Optional.empty();
    }
    Fields fields = known.get();
    if (fields.get("to").isEmpty()) {
      mistakes.add(node, "an entry of \"decompose\" does not say which table", PART_FORM);
    }
    Optional<TableName> name = tables.read(fields, "to", PART_FORM);
    if (table.isPresent() && name.isPresent()) {
      Node at = TableNameReader.at(fields, "to");
      if (first) {
        names.decomposes(table.get(), name.get(), at);
      } else {
        names.takesPart(table.get(), name.get(), at);
      }
    }
    if (first && fields.get("columns").isPresent()) {
      mistakes.add(
          TableNameReader.at(fields, "columns"),
          "the first table of \"decompose\" names columns",
          "leave them out: it has all that no other table takes");
    } else if (!first && fields.get("columns").isEmpty()) {
      mistakes.add(node, "a table of \"decompose\" takes no columns", PART_FORM);
    }
    List<String> columns =
        first
            ? List.of()
            : fields.get("columns").map(list -> columns(list, taken)).orElse(List.of());
    Optional<String> create = fields.text("create");
    return name.map(to -> new TablePart(to, columns, create));
  }

  private List<String> columns(Field field, Map<String, Node> taken) {
    List<String> columns = new ArrayList<>();
    if (!(field.value() instanceof SequenceNode list) || list.getValue().isEmpty()) {
      mistakes.add(field.value(), "\"columns\" is not a list of columns", PART_FORM);
      return columns;
    }
    ColumnNameReader reader = new ColumnNameReader(mistakes);
    for (Node node : list.getValue()) {
      if (!(node instanceof ScalarNode text) || !text.getTag().equals(Tag.STR)) {
        mistakes.add(node, "a column is " + Fields.kind(node) + ", not a name", PART_FORM);
        continue;
      }
      Optional<String> name = reader.read(text, text.getValue());
      name.ifPresent(
          column -> {
            Node earlier = taken.putIfAbsent(column, node);
            if (earlier != null) {
              mistakes.add(
                  node,
                  "column \"" + column + "\" is taken twice",
                  "it is in line " + Mistakes.line(earlier) + " already");
            } else {
              columns.add(column);
            }
          });
    }
    return columns;
  }
}
