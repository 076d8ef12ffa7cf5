package dev.segue.rules.sql;

import dev.segue.rules.sql.tree.Expression;
import dev.segue.rules.sql.tree.Identifier;
import dev.segue.rules.sql.tree.Node;
import dev.segue.rules.sql.tree.SelectItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** SQL/XML (manual, 9.15): its functions and XMLTABLE. */
final class XmlParser {
  private final Grammar grammar;
  private final Tokens tokens;

  XmlParser(Grammar grammar) {
    this.grammar = grammar;
    this.tokens = grammar.tokens;
  }

  /** The arguments of an XML function; false, with nothing read, where it is none. */
  boolean arguments(Token function, List<Node> parts) {
    switch (function) {
      case XMLCONCAT:
        open();
        parts.addAll(grammar.expressions.expressionList());
        break;
      case XMLELEMENT:
        xmlElement(parts);
        break;
      case XMLEXISTS:
        open();
        parts.add(grammar.expressions.primary());
        xmlExistsArgument(parts);
        break;
      case XMLFOREST:
        open();
        attributeList(parts);
        break;
      case XMLPARSE:
        open();
        documentOrContent();
        parts.add(grammar.expressions.expression());
        if (tokens.accept(Token.PRESERVE) || tokens.accept(Token.STRIP)) {
          tokens.expect(Token.WHITESPACE);
        }
        break;
      case XMLPI:
        open();
        tokens.expect(Token.NAME);
        grammar.names.colLabel();
        if (tokens.accept(Token.COMMA)) {
          parts.add(grammar.expressions.expression());
        }
        break;
      case XMLROOT:
        xmlRoot(parts);
        break;
      case XMLSERIALIZE:
        xmlSerialize(parts);
        break;
      default:
        return false;
    }
    tokens.expect(Token.RIGHT_PARENTHESIS);
    return true;
  }

  private void open() {
    tokens.expect(Token.LEFT_PARENTHESIS);
  }

  private void documentOrContent() {
    if (!tokens.accept(Token.DOCUMENT)) {
      tokens.expect(Token.CONTENT);
    }
  }

  private void xmlElement(List<Node> parts) {
    open();
    tokens.expect(Token.NAME);
    grammar.names.colLabel();
    while (tokens.accept(Token.COMMA)) {
      if (tokens.accept(Token.XMLATTRIBUTES, Token.LEFT_PARENTHESIS)) {
        attributeList(parts);
        tokens.expect(Token.RIGHT_PARENTHESIS);
      } else {
        parts.add(grammar.expressions.expression());
      }
    }
  }

  /** {@code xml_attribute_list}: {@code a AS label, b}, of which each gives a name. */
  private void attributeList(List<Node> parts) {
    do {
      int start = tokens.start();
      Expression value = grammar.expressions.expression();
      Optional<Identifier> label =
          tokens.accept(Token.AS) ? Optional.of(grammar.names.colLabel()) : Optional.empty();
      parts.add(new SelectItem(tokens.from(start), value, label));
    } while (tokens.accept(Token.COMMA));
  }

  private void xmlRoot(List<Node> parts) {
    open();
    parts.add(grammar.expressions.expression());
    tokens.expect(Token.COMMA);
    tokens.expect(Token.VERSION);
    if (!tokens.accept(Token.NO, Token.VALUE)) {
      parts.add(grammar.expressions.expression());
    }
    if (tokens.accept(Token.COMMA)) {
      tokens.expect(Token.STANDALONE);
      if (!tokens.accept(Token.YES)) {
        tokens.expect(Token.NO);
        tokens.accept(Token.VALUE);
      }
    }
  }

  private void xmlSerialize(List<Node> parts) {
    open();
    documentOrContent();
    parts.add(grammar.expressions.expression());
    tokens.expect(Token.AS);
    parts.add(grammar.types.typename());
    tokens.accept(Token.NO);
    tokens.accept(Token.INDENT);
  }

  /** {@code xmlexists_argument}: {@code PASSING [BY REF] a [BY REF]}. */
  private void xmlExistsArgument(List<? super Expression> parts) {
    tokens.expect(Token.PASSING);
    passingMechanism();
    parts.add(grammar.expressions.primary());
    passingMechanism();
  }

  private void passingMechanism() {
    if (tokens.accept(Token.BY) && !tokens.accept(Token.REF)) {
      tokens.expect(Token.VALUE);
    }
  }

  // XMLTABLE.

  /** {@code xmltable}: its expressions. */
  List<Expression> xmlTable() {
    List<Expression> parts = new ArrayList<>();
    tokens.expect(Token.XMLTABLE);
    open();
    if (tokens.accept(Token.XMLNAMESPACES, Token.LEFT_PARENTHESIS)) {
      namespaces(parts);
      tokens.expect(Token.COMMA);
    }
    parts.add(grammar.expressions.primary());
    xmlExistsArgument(parts);
    tokens.expect(Token.COLUMNS);
    do {
      column(parts);
    } while (tokens.accept(Token.COMMA));
    tokens.expect(Token.RIGHT_PARENTHESIS);
    return parts;
  }

  private void namespaces(List<Expression> parts) {
    do {
      boolean unnamed = tokens.accept(Token.DEFAULT);
      parts.add(grammar.expressions.restrictedExpression());
      if (!unnamed) {
        tokens.expect(Token.AS);
        grammar.names.colLabel();
      }
    } while (tokens.accept(Token.COMMA));
    tokens.expect(Token.RIGHT_PARENTHESIS);
  }

  /** {@code xmltable_column_el}. */
  private void column(List<Expression> parts) {
    grammar.names.colId();
    if (tokens.accept(Token.FOR)) {
      tokens.expect(Token.ORDINALITY);
      return;
    }
    grammar.types.typename();
    while (!tokens.at(Token.COMMA) && !tokens.at(Token.RIGHT_PARENTHESIS)) {
      if (tokens.accept(Token.NOT)) {
        tokens.expect(Token.NULL);
      } else if (!tokens.accept(Token.NULL)) {
        if (!tokens.accept(Token.DEFAULT)) {
          tokens.expect(Token.PATH);
        }
        parts.add(grammar.expressions.restrictedExpression());
      }
    }
  }
}
