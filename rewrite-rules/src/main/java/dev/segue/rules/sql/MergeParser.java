package dev.segue.rules.sql;

import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.FromItem;
import dev.segue.rules.sql.tree.Statement;
import dev.segue.rules.sql.tree.Statement.Assignment;
import dev.segue.rules.sql.tree.Statement.MergeAction;
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
    FromItem source = grammar.from.tableRef();
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
    tokens.accept(Token.NOT);
    tokens.expect(Token.MATCHED);
    if (tokens.accept(Token.BY) && !tokens.accept(Token.SOURCE)) {
      tokens.expect(Token.TARGET);
    }
    Optional<Expression> condition =
        tokens.accept(Token.AND) ? Optional.of(grammar.expressions.expression()) : Optional.empty();
    tokens.expect(Token.THEN);
    List<TargetColumn> columns = List.of();
    List<Expression> values = List.of();
    List<Assignment> assignments = List.of();
    MergeAction action = mergeAction();
    if (action == MergeAction.UPDATE) {
      assignments = grammar.dml.setClause();
    } else if (action == MergeAction.INSERT && !tokens.accept(Token.DEFAULT, Token.VALUES)) {
      columns = tokens.at(Token.LEFT_PARENTHESIS) ? grammar.dml.targetColumns() : columns;
      grammar.dml.optOverriding();
      values = mergeValues();
    }
    return new Statement.MergeWhen(
        tokens.from(start), condition, columns, values, assignments, action);
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

  private List<Expression> mergeValues() {
    tokens.expect(Token.VALUES);
    tokens.expect(Token.LEFT_PARENTHESIS);
    List<Expression> values = grammar.expressions.expressionList();
    tokens.expect(Token.RIGHT_PARENTHESIS);
    return values;
  }
}
