package dev.segue.migrator.table;

import dev.segue.driver.control.Quoted;
import dev.segue.route.Shape;
import dev.segue.rules.migration.ColumnChange;
import dev.segue.rules.sql.LexicalSettings;
import dev.segue.rules.sql.Parser;
import dev.segue.rules.sql.SqlSyntaxException;
import dev.segue.rules.sql.tree.Expression.ColumnReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Definitions that the server printed, said of the new shape. Their names are exchanged where one
 * column becomes one; in expressions, and where several columns become others, an old column
 * becomes what {@code down} computes.
 */
record Translation(Map<String, String> renamed, Map<String, String> computed) {

  private static final Pattern NAME_OR_TEXT =
      Pattern.compile("'(?:[^']|'')*'|\"(?:[^\"]|\"\")+\"|[a-z_][a-z0-9_$]*");

  static Translation of(MigratingTable table) {
    Map<String, String> renamed = new HashMap<>();
    Map<String, String> computed = new HashMap<>();
    for (ColumnChange change : table.migration().changes()) {
      if (change.kind() == ColumnChange.Kind.ONE_FOR_ONE) {
        renamed.put(
            change.oldColumns().get(0).name(), asPrinted(change.newColumns().get(0).name()));
      }
      change
          .mappingTo(Shape.OLD)
          .forEach(
              (column, down) -> {
                String sql = down.replacingColumns(Quoted::identifier);
                computed.put(column, down.isColumn() ? sql : "(" + sql + ")");
                if (change.kind() == ColumnChange.Kind.SEVERAL) {
                  renamed.put(column, "(" + sql + ")");
                }
              });
    }
    return new Translation(Map.copyOf(renamed), Map.copyOf(computed));
  }

  /** A definition with the columns' names exchanged. */
  String names(String definition) {
    Matcher matcher = NAME_OR_TEXT.matcher(definition);
    StringBuilder result = new StringBuilder();
    while (matcher.find()) {
      String token = matcher.group();
      String name =
          token.startsWith("\"")
              ? token.substring(1, token.length() - 1).replace("\"\"", "\"")
              : token;
      String replacement =
          token.startsWith("'") || !renamed.containsKey(name) ? token : renamed.get(name);
      matcher.appendReplacement(result, Matcher.quoteReplacement(replacement));
    }
    return matcher.appendTail(result).toString();
  }

  /** As {@code quote_identifier} prints it, keywords apart. */
  private static String asPrinted(String name) {
    return name.matches("[a-z_][a-z0-9_]*") ? name : Quoted.identifier(name);
  }

  /** An expression with the columns computed from the new ones. */
  String expression(String sql) {
    List<ColumnReference> references = new ArrayList<>();
    try {
      Parser.parseExpression(sql, LexicalSettings.POSTGRES)
          .walk(
              node -> {
                if (node instanceof ColumnReference reference && reference.fields().size() == 1) {
                  references.add(reference);
                }
              });
    } catch (SqlSyntaxException e) {
      return names(sql);
    }
    references.sort(Comparator.comparingInt(r -> -r.span().start()));
    StringBuilder result = new StringBuilder(sql);
    for (ColumnReference reference : references) {
      String replacement = computed.get(reference.fields().get(0).name());
      if (replacement != null) {
        result.replace(reference.span().start(), reference.span().end(), replacement);
      }
    }
    return result.toString();
  }
}
