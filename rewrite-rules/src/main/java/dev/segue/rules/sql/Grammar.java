package dev.segue.rules.sql;

/** The parts of the grammar, which call each other, over one text. For one parse, by one thread. */
final class Grammar {
  final Tokens tokens;
  final NameParser names;
  final TypeParser types;
  final ExpressionParser expressions;
  final PrimaryParser primaries;
  final FunctionParser functions;
  final BuiltinParser builtins;
  final XmlParser xml;
  final JsonParser json;
  final EscapeParser escapes;
  final WindowParser windows;
  final QueryParser queries;
  final FromParser from;
  final TableFunctionParser tableFunctions;
  final DmlParser dml;
  final MergeParser merges;
  final StatementParser statements;
  final UtilityParser utilities;

  Grammar(String sql, LexicalSettings settings) {
    tokens = new Tokens(sql, settings);
    names = new NameParser(tokens);
    types = new TypeParser(this);
    expressions = new ExpressionParser(this);
    primaries = new PrimaryParser(this);
    functions = new FunctionParser(this);
    builtins = new BuiltinParser(this);
    xml = new XmlParser(this);
    json = new JsonParser(this);
    escapes = new EscapeParser(this);
    windows = new WindowParser(this);
    queries = new QueryParser(this);
    from = new FromParser(this);
    tableFunctions = new TableFunctionParser(this);
    dml = new DmlParser(this);
    merges = new MergeParser(this);
    statements = new StatementParser(this);
    utilities = new UtilityParser(this);
  }
}
