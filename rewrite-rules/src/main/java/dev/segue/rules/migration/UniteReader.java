package dev.segue.rules.migration;

import dev.segue.rules.migration.Fields.Field;
import dev.segue.rules.migration.UnitedTables.UnitedTable;
import dev.segue.rules.sql.LexicalSettings;
import dev.segue.rules.sql.Parser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads which tables of one form become one. */
final class UniteReader {

  static final String KEY = "unite";

  private static final List<String> KEYS = List.of("to", "column", "tables", "create");
  private static final List<String> TABLE_KEYS = List.of("table", "value");
  private static final String FORM =
      "write it like \"unite: { to: public.orders, column: { region: text }, tables: […] }\"";
  private static final String TABLES_FORM =
      "write a list of two tables or more: \"- { table: public.orders_eu, value: EU }\"";

  /**
   * What it says.
   *
   * @param to the one table
   */
  record Union(TableName to, UnitedTables united) {}

  private final Mistakes mistakes;
  private final TableNames names;
  private final TableNameReader tables;

  UniteReader(Mistakes mistakes, TableNames names, TableNameReader tables) {
    this.mistakes = mistakes;
    this.names = names;
    this.tables = tables;
  }

  /** What the value of {@code unite} says, or empty where mistakes leave nothing. */
  Optional<Union> read(Field field) {
    return Fields.known(field.value(), "\"unite\"", FORM, KEYS, mistakes)
        .flatMap(fields -> read(field, fields));
  }

  private Optional<Union> read(Field field, Fields fields) {
    if (fields.get("to").isEmpty()) {
      mistakes.add(field.keyNode(), "\"unite\" does not say to which table", FORM);
    }
    Optional<TableName> to = tables.read(fields, "to", FORM);
    Optional<ShapeColumn> column = column(field, fields);
    Optional<List<UnitedTable>> united = tables(field, fields, to);
    Optional<String> create = fields.text("create");
    return to.isPresent() && column.isPresent() && united.isPresent()
        ? Optional.of(new Union(to.get(), new UnitedTables(column.get(), united.get(), create)))
        : Optional.empty();
  }

  private Optional<ShapeColumn> column(Field field, Fields fields) {
    Optional<Field> named = fields.get("column");
    if (named.isEmpty()) {
      mistakes.add(field.keyNode(), "\"unite\" names no column that tells the tables apart", FORM);
      return Optional.empty();
    }
    Optional<Fields> columns = Fields.any(named.get().value(), "\"column\"", FORM, mistakes);
    if (columns.isEmpty()) {
      return Optional.empty();
    }
    if (columns.get().all().size() != 1) {
      mistakes.add(named.get().value(), "\"column\" is not one column with its type", FORM);
      return Optional.empty();
    }
    Field only = columns.get().all().iterator().next();
    Optional<String> name = new ColumnNameReader(mistakes).read(only.keyNode(), only.key());
    Optional<String> type =
        Fields.text(only, mistakes)
            .flatMap(text -> new MappingReader(mistakes).type((ScalarNode) only.value(), text));
    return name.isPresent() && type.isPresent()
        ? Optional.of(new ShapeColumn(name.get(), type))
        : Optional.empty();
  }

  private Optional<List<UnitedTable>> tables(Field field, Fields fields, Optional<TableName> to) {
    Optional<Field> listed = fields.get("tables");
    if (listed.isEmpty()) {
      mistakes.add(field.keyNode(), "\"unite\" does not say which tables", TABLES_FORM);
      return Optional.empty();
    }
    if (!(listed.get().value() instanceof SequenceNode list) || list.getValue().size() < 2) {
      mistakes.add(listed.get().value(), "\"tables\" is not a list of tables", TABLES_FORM);
      return Optional.empty();
    }
    List<UnitedTable> all = new ArrayList<>();
    Map<String, Node> values = new HashMap<>();
    Set<TableName> known = new HashSet<>();
    for (Node node : list.getValue()) {
      Fields.known(node, "a table of \"unite\"", TABLES_FORM, TABLE_KEYS, mistakes)
          .flatMap(each -> table(node, each, to, known, values))
          .ifPresent(all::add);
    }
    return all.size() == list.getValue().size() ? Optional.of(all) : Optional.empty();
  }

  private Optional<UnitedTable> table(
      Node node,
      Fields fields,
      Optional<TableName> to,
      Set<TableName> known,
      Map<String, Node> values) {
    if (fields.get("table").isEmpty()) {
      mistakes.add(node, "an entry of \"tables\" names no table", TABLES_FORM);
    }
    Optional<TableName> name = tables.read(fields, "table", TABLES_FORM);
    if (name.isPresent() && to.isPresent()) {
      Node at = TableNameReader.at(fields, "table");
      boolean first = known.isEmpty();
      if (known.add(name.get())) {
        names.has(name.get(), at);
      }
      names.unites(name.get(), to.get(), at, first);
    }
    Optional<MappingExpression> value = value(node, fields, values);
    return name.isPresent() && value.isPresent()
        ? Optional.of(new UnitedTable(name.get(), value.get()))
        : Optional.empty();
  }

  private Optional<MappingExpression> value(Node node, Fields fields, Map<String, Node> values) {
    Optional<Field> field = fields.get("value");
    if (field.isEmpty()) {
      mistakes.add(node, "an entry of \"tables\" has no value that tells its rows", TABLES_FORM);
      return Optional.empty();
    }
    Node at = field.get().value();
    if (!(at instanceof ScalarNode scalar) || Fields.isNothing(at)) {
      mistakes.add(at, "\"value\" is " + Fields.kind(at) + ", not a constant", TABLES_FORM);
      return Optional.empty();
    }
    Node earlier = values.putIfAbsent(scalar.getValue(), at);
    if (earlier != null) {
      mistakes.add(
          at,
          "two tables of \"unite\" have one value",
          "the other one is in line " + Mistakes.line(earlier));
      return Optional.empty();
    }
    String literal = literal(scalar.getValue());
    return Optional.of(
        new MappingExpression(
            literal, Mistakes.line(at), Parser.parseExpression(literal, LexicalSettings.POSTGRES)));
  }

  /** A constant that means the same under every setting of standard_conforming_strings. */
  private static String literal(String text) {
    String quoted = text.replace("'", "''");
    return text.contains("\\") ? "E'" + quoted.replace("\\", "\\\\") + "'" : "'" + quoted + "'";
  }
}
