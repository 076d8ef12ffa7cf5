package dev.segue.rules.sql;

import dev.segue.rules.sql.tree.Identifier;
import dev.segue.rules.sql.tree.RelationName;
import dev.segue.rules.sql.tree.Statement;
import dev.segue.rules.sql.tree.Statement.EnclosingKind;
import dev.segue.rules.sql.tree.Statement.Utility;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Every command that is not data manipulation. It is not read by a grammar: its first words and its
 * names are collected, up to the semicolon that ends it.
 */
final class UtilityParser {
  private static final int MOST_WORDS = 8;
  private static final int MOST_ACTION_WORDS = 6;

  private final Grammar grammar;
  private final Tokens tokens;

  UtilityParser(Grammar grammar) {
    this.grammar = grammar;
    this.tokens = grammar.tokens;
  }

  /** A whole command. */
  Utility utility() {
    if (!tokens.kind().isLabel() && !tokens.at(Token.LEFT_BRACE)) {
      throw tokens.unexpected();
    }
    Command command = new Command();
    if (tokens.atWord("alter") && tokens.ahead(1) == Token.TABLE) {
      alterTable(command);
    }
    command.takeToEnd();
    return command.utility();
  }

  /** {@code ALTER TABLE [IF EXISTS] [ONLY] name [*] action [, …]}. */
  private void alterTable(Command command) {
    command.take();
    command.take();
    if (tokens.at(Token.IF)) {
      command.take();
      command.take();
    }
    if (tokens.at(Token.ONLY)) {
      command.take();
    }
    if (tokens.kind().isColumnName()) {
      command.takeName();
      if (tokens.at(Token.STAR)) {
        command.take();
      }
      command.takeActions();
    }
  }

  /** {@code CREATE …}: TABLE … AS and VIEW hold a query, everything else is a plain command. */
  Statement create() {
    Command command = new Command();
    command.take();
    if (tokens.at(Token.OR)) {
      command.take();
      command.take();
    }
    while (isTableModifier()) {
      command.take();
    }
    boolean view = tokens.at(Token.VIEW);
    boolean materialized = view && command.lastWord().equals("MATERIALIZED");
    if (!view && !tokens.at(Token.TABLE)) {
      command.takeToEnd();
      return command.utility();
    }
    command.take();
    if (tokens.at(Token.IF)) {
      command.take();
      command.take();
      command.take();
    }
    RelationName target = command.takeName();
    while (!command.atEnd() && !tokens.at(Token.AS)) {
      if (tokens.at(Token.LEFT_PARENTHESIS)) {
        command.takeParentheses();
      } else {
        command.take();
      }
    }
    if (!tokens.accept(Token.AS)) {
      return command.utility();
    }
    EnclosingKind viewKind =
        materialized ? EnclosingKind.CREATE_MATERIALIZED_VIEW : EnclosingKind.CREATE_VIEW;
    EnclosingKind kind = view ? viewKind : EnclosingKind.CREATE_TABLE_AS;
    return grammar.statements.createAs(command.start, kind, target);
  }

  private boolean isTableModifier() {
    return isTemporary() || tokens.at(Token.RECURSIVE) || tokens.at(Token.MATERIALIZED);
  }

  private boolean isTemporary() {
    return switch (tokens.kind()) {
      case GLOBAL, LOCAL, TEMP, TEMPORARY, UNLOGGED -> true;
      default -> false;
    };
  }

  /** {@code OptTemp}, of SELECT INTO; a table may have these names too. */
  void optTemporary() {
    while (isTemporary() && (tokens.ahead(1) == Token.TABLE || tokens.ahead(1).isColumnName())) {
      tokens.advance();
    }
  }

  /** Passes what stands at the end of a command that holds another one. */
  void skipToEnd() {
    new Command().takeToEnd();
  }

  void skipParentheses() {
    new Command().takeParentheses();
  }

  /** A command as it is passed. */
  private final class Command {
    private final int start = tokens.start();
    private final List<String> words = new ArrayList<>();
    private final List<Identifier> names = new ArrayList<>();
    private final List<String> actions = new ArrayList<>(0);
    private final int[] wordEnds = new int[MOST_WORDS];
    private boolean onlyWords = true;

    boolean atEnd() {
      return tokens.at(Token.SEMICOLON) || tokens.at(Token.END_OF_TEXT);
    }

    String lastWord() {
      return words.isEmpty() ? "" : words.get(words.size() - 1);
    }

    void take() {
      Token kind = tokens.kind();
      if (onlyWords && words.size() < MOST_WORDS) {
        onlyWords = kind.isLabel() && tokens.sql().charAt(tokens.start()) != '"';
        if (onlyWords) {
          wordEnds[words.size()] = tokens.end();
          words.add(tokens.text().toUpperCase(Locale.ROOT));
        }
      }
      if (kind.isColumnName() || kind.isTypeOrFunctionName()) {
        names.add(new Identifier(tokens.here(), grammar.names.folded()));
      }
      tokens.advance();
    }

    RelationName takeName() {
      onlyWords = false;
      RelationName name = grammar.names.qualifiedName();
      name.database().ifPresent(names::add);
      name.schema().ifPresent(names::add);
      names.add(name.name());
      return name;
    }

    /** What stands in parentheses, nested ones too; a semicolon there ends nothing. */
    void takeParentheses() {
      int depth = 0;
      do {
        if (tokens.at(Token.LEFT_PARENTHESIS)) {
          depth++;
        } else if (tokens.at(Token.RIGHT_PARENTHESIS)) {
          depth--;
        } else if (tokens.at(Token.END_OF_TEXT)) {
          throw tokens.unexpected();
        }
        take();
      } while (depth > 0);
    }

    /** What an ALTER TABLE does, parted by commas. */
    void takeActions() {
      List<String> action = new ArrayList<>();
      while (!atEnd()) {
        if (tokens.at(Token.LEFT_PARENTHESIS)) {
          takeParentheses();
          continue;
        }
        if (tokens.at(Token.COMMA)) {
          actions.add(String.join(" ", action));
          action.clear();
        } else if (action.size() < MOST_ACTION_WORDS) {
          action.add(tokens.text().toUpperCase(Locale.ROOT));
        }
        take();
      }
      actions.add(String.join(" ", action));
    }

    void takeToEnd() {
      while (!atEnd()) {
        if (tokens.at(Token.LEFT_PARENTHESIS)) {
          takeParentheses();
        } else if (tokens.at(Token.BEGIN, Token.ATOMIC)) {
          takeBody();
        } else {
          take();
        }
      }
    }

    /** {@code BEGIN ATOMIC … END}: the statements of a function's body, with their semicolons. */
    private void takeBody() {
      int depth = 0;
      do {
        switch (tokens.kind()) {
          case BEGIN, CASE -> depth++;
          case END -> depth--;
          case END_OF_TEXT -> throw tokens.unexpected();
          default -> {}
        }
        take();
      } while (depth > 0);
    }

    Utility utility() {
      if (words.isEmpty()) {
        return new Utility(tokens.from(start), "CALL", names, actions);
      }
      CommandWords command = CommandWords.of(words);
      int end = wordEnds[command.count() - 1];
      names.removeIf(name -> name.span().start() < end);
      return new Utility(tokens.from(start), command.text(), names, actions);
    }
  }
}
