package dev.segue.rules.sql;

import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.FromItem;
import dev.segue.rules.sql.tree.Query;
import dev.segue.rules.sql.tree.Span;
import dev.segue.rules.sql.tree.Statement;
import dev.segue.rules.sql.tree.Statement.Assignment;
import dev.segue.rules.sql.tree.Statement.MergeAction;
import dev.segue.rules.sql.tree.Statement.MergeMatch;
import dev.segue.rules.sql.tree.Statement.TargetColumn;
import dev.segue.rules.sql.tree.With;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** MERGE (manual, SQL Commands). */
final class MergeParser {
  private final Grammar grammar;
  private final Tokens tokens;

  MergeParser(Grammar grammar) {
    this.grammar = grammar;
    this.tokens = grammar.tokens;
  }

  /** {@code MergeStmt}, whose WITH was read already. */
  Statement merge(int start, Optional<With> with) {
    tokens.expect(Token.MERGE);
    tokens.expect(Token.INTO);
    FromItem.Table target = grammar.dml.targetTable();
    tokens.expect(Token.USING);
    FromItem source = grammar.from.only();
    tokens.expect(Token.ON);
    Expression on = grammar.expressions.expression();
    List<Statement.MergeWhen> actions = new ArrayList<>();
    do {
      actions.add(mergeWhen());
    } while (tokens.at(Token.WHEN));
    Optional<Statement.Returning> returning = grammar.dml.returning();
    return new Statement.Merge(tokens.from(start), with, target, source, on, actions, returning);
  }

  /** {@code merge_when_clause}. */
  private Statement.MergeWhen mergeWhen() {
    int start = tokens.start();
    tokens.expect(Token.WHEN);
    MergeMatch match = mergeMatch();
    Optional<Expression> condition =
        tokens.accept(Token.AND) ? Optional.of(grammar.expressions.expression()) : Optional.empty();
    tokens.expect(Token.THEN);
    List<Assignment> assignments = List.of();
    Optional<Statement.MergeInsert> insert = Optional.empty();
    int actionStart = tokens.start();
    MergeAction action = mergeAction();
    if (action == MergeAction.UPDATE) {
      assignments = grammar.dml.setClause();
    } else if (action == MergeAction.INSERT) {
      insert = Optional.of(mergeInsert(actionStart));
    }
    return new Statement.MergeWhen(
        tokens.from(start), match, condition, action, insert, assignments);
  }

  private MergeMatch mergeMatch() {
    if (!tokens.accept(Token.NOT)) {
      tokens.expect(Token.MATCHED);
      return MergeMatch.MATCHED;
    }
    tokens.expect(Token.MATCHED);
    if (tokens.accept(Token.BY)) {
      if (tokens.accept(Token.SOURCE)) {
        return MergeMatch.NOT_MATCHED_BY_SOURCE;
      }
      tokens.expect(Token.TARGET);
    }
    return MergeMatch.NOT_MATCHED_BY_TARGET;
  }

  private MergeAction mergeAction() {
    if (tokens.accept(Token.UPDATE)) {
      return MergeAction.UPDATE;
    }
    if (tokens.accept(Token.INSERT)) {
      return MergeAction.INSERT;
    }
    if (tokens.accept(Token.DELETE)) {
      return MergeAction.DELETE;
    }
    tokens.expect(Token.DO);
    tokens.expect(Token.NOTHING);
    return MergeAction.NOTHING;
  }

  /** {@code merge_insert}, whose INSERT was read already. */
  private Statement.MergeInsert mergeInsert(int start) {
    Span keyword = tokens.from(start);
    List<TargetColumn> columns = List.of();
    int sourceStart = tokens.start();
    if (tokens.accept(Token.DEFAULT)) {
      tokens.expect(Token.VALUES);
      var defaults = new Statement.DefaultValues(tokens.from(sourceStart));
      return new Statement.MergeInsert(tokens.from(start), keyword, columns, defaults);
    }
    if (tokens.at(Token.LEFT_PARENTHESIS)) {
      columns = grammar.dml.targetColumns();
    }
    grammar.dml.optOverriding();
    Query values = mergeValues();
    return new Statement.MergeInsert(
        tokens.from(start), keyword, columns, new Statement.QuerySource(values.span(), values));
  }

  /** {@code VALUES (…)}, as the query that it would be elsewhere. */
  private Query mergeValues() {
    int start = tokens.start();
    tokens.expect(Token.VALUES);
    int rowStart = tokens.start();
    tokens.expect(Token.LEFT_PARENTHESIS);
    List<Expression> items = grammar.expressions.expressionList();
    tokens.expect(Token.RIGHT_PARENTHESIS);
    var row = new Query.ValuesRow(tokens.from(rowStart), items);
    Span span = tokens.from(start);
    return new Query(
        span,
        Optional.empty(),
        new Query.Values(span, List.of(row)),
        List.of(),
        List.of(),
        List.of());
  }
}
