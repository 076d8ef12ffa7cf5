package dev.segue.rules.sql;

import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.FromItem;
import dev.segue.rules.sql.tree.FromItem.Alias;
import dev.segue.rules.sql.tree.Identifier;
import dev.segue.rules.sql.tree.RelationName;
import dev.segue.rules.sql.tree.SelectItem;
import dev.segue.rules.sql.tree.Span;
import dev.segue.rules.sql.tree.Statement;
import dev.segue.rules.sql.tree.Statement.Assignment;
import dev.segue.rules.sql.tree.Statement.TargetColumn;
import dev.segue.rules.sql.tree.With;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** INSERT, UPDATE and DELETE (manual, SQL Commands), and what MERGE shares with them. */
final class DmlParser {
  private final Grammar grammar;
  private final Tokens tokens;

  DmlParser(Grammar grammar) {
    this.grammar = grammar;
    this.tokens = grammar.tokens;
  }

  // INSERT.

  /** {@code InsertStmt}, whose WITH was read already. */
  Statement insert(int start, Optional<With> with) {
    tokens.expect(Token.INSERT);
    tokens.expect(Token.INTO);
    FromItem.Table target = insertTarget();
    List<TargetColumn> columns = List.of();
    if (tokens.at(Token.LEFT_PARENTHESIS) && !queryInParentheses()) {
      columns = targetColumns();
    }
    optOverriding();
    Statement.InsertSource source = insertSource();
    Optional<Statement.OnConflict> onConflict =
        tokens.at(Token.ON) ? Optional.of(onConflict()) : Optional.empty();
    Optional<Statement.Returning> returning = returning();
    return new Statement.Insert(
        tokens.from(start), with, target, columns, source, onConflict, returning);
  }

  /** {@code insert_target}: an alias needs its AS here, and has no columns. */
  private FromItem.Table insertTarget() {
    int start = tokens.start();
    RelationName name = grammar.names.qualifiedName();
    Optional<Alias> alias = tokens.at(Token.AS) ? Optional.of(targetAlias()) : Optional.empty();
    return new FromItem.Table(tokens.from(start), name.span(), name, false, alias, List.of());
  }

  private Alias targetAlias() {
    int start = tokens.start();
    tokens.accept(Token.AS);
    Identifier name = grammar.names.colId();
    return new Alias(tokens.from(start), name, List.of());
  }

  private boolean queryInParentheses() {
    return switch (tokens.ahead(1)) {
      case SELECT, WITH, TABLE, LEFT_PARENTHESIS -> true;
      case VALUES -> tokens.ahead(2) == Token.LEFT_PARENTHESIS;
      default -> false;
    };
  }

  void optOverriding() {
    if (tokens.accept(Token.OVERRIDING)) {
      if (!tokens.accept(Token.USER)) {
        tokens.expect(Token.SYSTEM);
      }
      tokens.expect(Token.VALUE);
    }
  }

  private Statement.InsertSource insertSource() {
    int start = tokens.start();
    if (tokens.accept(Token.DEFAULT)) {
      tokens.expect(Token.VALUES);
      return new Statement.DefaultValues(tokens.from(start));
    }
    var query = grammar.queries.query();
    return new Statement.QuerySource(query.span(), query);
  }

  // ON CONFLICT.

  /** {@code opt_on_conflict}. */
  private Statement.OnConflict onConflict() {
    int start = tokens.start();
    tokens.expect(Token.ON);
    tokens.expect(Token.CONFLICT);
    List<Expression> target = List.of();
    Optional<Identifier> constraint = Optional.empty();
    Optional<Expression> targetWhere = Optional.empty();
    int targetStart = tokens.start();
    Span keyword = new Span(targetStart, targetStart);
    if (tokens.at(Token.LEFT_PARENTHESIS)) {
      target = indexParameters();
      targetWhere = grammar.queries.whereClause();
    } else if (tokens.accept(Token.ON)) {
      tokens.expect(Token.CONSTRAINT);
      keyword = tokens.from(targetStart);
      constraint = Optional.of(grammar.names.colId());
    }
    tokens.expect(Token.DO);
    boolean update = tokens.accept(Token.UPDATE);
    List<Assignment> assignments = List.of();
    Optional<Expression> where = Optional.empty();
    if (update) {
      assignments = setClause();
      where = grammar.queries.whereClause();
    } else {
      tokens.expect(Token.NOTHING);
    }
    return new Statement.OnConflict(
        tokens.from(start), target, constraint, keyword, targetWhere, update, assignments, where);
  }

  /** {@code index_params}: the columns and expressions, without collations and operator classes. */
  private List<Expression> indexParameters() {
    List<Expression> parameters = new ArrayList<>();
    tokens.expect(Token.LEFT_PARENTHESIS);
    do {
      parameters.add(grammar.primaries.primary());
      if (tokens.accept(Token.COLLATE)) {
        grammar.names.anyName();
      }
      if (tokens.kind().isColumnName() && !tokens.at(Token.NULLS)) {
        grammar.names.anyName();
      }
      if (!tokens.accept(Token.ASC)) {
        tokens.accept(Token.DESC);
      }
      if (!tokens.accept(Token.NULLS, Token.FIRST)) {
        tokens.accept(Token.NULLS, Token.LAST);
      }
    } while (tokens.accept(Token.COMMA));
    tokens.expect(Token.RIGHT_PARENTHESIS);
    return parameters;
  }

  // UPDATE and DELETE.

  /** {@code UpdateStmt}, whose WITH was read already. */
  Statement update(int start, Optional<With> with) {
    tokens.expect(Token.UPDATE);
    FromItem.Table target = targetTable();
    List<Assignment> assignments = setClause();
    List<FromItem> from = tokens.accept(Token.FROM) ? grammar.from.fromList() : List.of();
    Optional<Expression> where = whereOrCurrentClause();
    Optional<Statement.Returning> returning = returning();
    return new Statement.Update(
        tokens.from(start), with, target, assignments, from, where, returning);
  }

  /** {@code DeleteStmt}, whose WITH was read already. */
  Statement delete(int start, Optional<With> with) {
    tokens.expect(Token.DELETE);
    tokens.expect(Token.FROM);
    FromItem.Table target = targetTable();
    List<FromItem> using = tokens.accept(Token.USING) ? grammar.from.fromList() : List.of();
    Optional<Expression> where = whereOrCurrentClause();
    Optional<Statement.Returning> returning = returning();
    return new Statement.Delete(tokens.from(start), with, target, using, where, returning);
  }

  /** {@code relation_expr_opt_alias}: SET is no alias. */
  FromItem.Table targetTable() {
    FromItem.Table table = grammar.from.relationExpr();
    boolean named = tokens.at(Token.AS) || (tokens.kind().isColumnName() && !tokens.at(Token.SET));
    if (!named) {
      return table;
    }
    Optional<Alias> alias = Optional.of(targetAlias());
    Span span = tokens.from(table.span().start());
    return new FromItem.Table(span, table.relation(), table.name(), table.only(), alias, List.of());
  }

  private Optional<Expression> whereOrCurrentClause() {
    if (!tokens.at(Token.WHERE, Token.CURRENT) || tokens.ahead(2) != Token.OF) {
      return grammar.queries.whereClause();
    }
    tokens.advance();
    int start = tokens.start();
    tokens.expect(Token.CURRENT);
    tokens.expect(Token.OF);
    String cursor = grammar.names.colId().name();
    return Optional.of(new Expression.CurrentOf(tokens.from(start), cursor));
  }

  // SET.

  /** {@code SET set_clause_list}. */
  List<Assignment> setClause() {
    tokens.expect(Token.SET);
    List<Assignment> assignments = new ArrayList<>();
    do {
      assignments.add(assignment());
      tokens.checkCount(assignments.size(), Tokens.MOST_COLUMNS, "assignments");
    } while (tokens.accept(Token.COMMA));
    return assignments;
  }

  /** {@code set_clause}. */
  private Assignment assignment() {
    int start = tokens.start();
    if (tokens.at(Token.LEFT_PARENTHESIS)) {
      List<TargetColumn> columns = targetColumns();
      tokens.expect(Token.EQUALS);
      Expression value = grammar.expressions.expression();
      return new Assignment.Multiple(tokens.from(start), columns, value);
    }
    TargetColumn column = targetColumn();
    tokens.expect(Token.EQUALS);
    Expression value = grammar.expressions.expression();
    return new Assignment.Single(tokens.from(start), column, value);
  }

  /** {@code '(' set_target_list ')'}, {@code '(' insert_column_list ')'}. */
  List<TargetColumn> targetColumns() {
    List<TargetColumn> columns = new ArrayList<>();
    tokens.expect(Token.LEFT_PARENTHESIS);
    do {
      columns.add(targetColumn());
      tokens.checkCount(columns.size(), Tokens.MOST_COLUMNS, "columns in one list");
    } while (tokens.accept(Token.COMMA));
    tokens.expect(Token.RIGHT_PARENTHESIS);
    return columns;
  }

  /** {@code set_target}: {@code a}, {@code a[1]}, {@code a.b}. */
  private TargetColumn targetColumn() {
    int start = tokens.start();
    Identifier name = grammar.names.colId();
    List<Expression> subscripts = new ArrayList<>(0);
    List<Identifier> fields = new ArrayList<>(0);
    while (tokens.at(Token.LEFT_BRACKET) || tokens.at(Token.DOT)) {
      if (tokens.accept(Token.DOT)) {
        fields.add(grammar.names.colLabel());
      } else {
        grammar.primaries.subscript(subscripts);
      }
    }
    return new TargetColumn(tokens.from(start), name, subscripts, fields);
  }

  // RETURNING.

  /** {@code returning_clause}, or nothing; OLD and NEW get other names in PostgreSQL 18. */
  Optional<Statement.Returning> returning() {
    int start = tokens.start();
    if (!tokens.accept(Token.RETURNING)) {
      return Optional.empty();
    }
    Optional<Identifier> oldAlias = Optional.empty();
    Optional<Identifier> newAlias = Optional.empty();
    if (tokens.accept(Token.WITH)) {
      tokens.expect(Token.LEFT_PARENTHESIS);
      do {
        boolean old = tokens.accept(Token.OLD);
        if (!old) {
          tokens.expect(Token.NEW);
        }
        tokens.expect(Token.AS);
        Optional<Identifier> alias = Optional.of(grammar.names.colId());
        oldAlias = old ? alias : oldAlias;
        newAlias = old ? newAlias : alias;
      } while (tokens.accept(Token.COMMA));
      tokens.expect(Token.RIGHT_PARENTHESIS);
    }
    List<SelectItem> items = grammar.queries.targetList();
    return Optional.of(new Statement.Returning(tokens.from(start), oldAlias, newAlias, items));
  }
}
