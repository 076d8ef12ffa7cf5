package dev.segue.rules.sql;

import java.util.Locale;

/**
 * The kinds of tokens: symbols, and the key words that the grammar asks for. A non-reserved key
 * word that no rule here asks for is an {@link #IDENTIFIER}: PostgreSQL would take it as a name in
 * every place where this parser can meet it. The classes of key words are those of the manual,
 * appendix C (PostgreSQL 18), with its mark "requires AS".
 */
enum Token {
  END_OF_TEXT("end of the text"),
  IDENTIFIER(""),
  STRING(""),
  BIT_STRING(""),
  NUMBER(""),
  PARAMETER(""),
  OPERATOR(""),
  COMMA(","),
  LEFT_PARENTHESIS("("),
  RIGHT_PARENTHESIS(")"),
  LEFT_BRACKET("["),
  RIGHT_BRACKET("]"),
  LEFT_BRACE("{"),
  RIGHT_BRACE("}"),
  DOT("."),
  DOT_DOT(".."),
  SEMICOLON(";"),
  COLON(":"),
  TYPECAST("::"),
  COLON_EQUALS(":="),
  EQUALS_GREATER("=>"),
  PLUS("+"),
  MINUS("-"),
  STAR("*"),
  SLASH("/"),
  PERCENT("%"),
  CARET("^"),
  LESS("<"),
  GREATER(">"),
  EQUALS("="),
  LESS_EQUALS("<="),
  GREATER_EQUALS(">="),
  NOT_EQUALS("<>"),

  // Reserved.
  ALL(KeywordClass.RESERVED),
  ANALYSE(KeywordClass.RESERVED),
  ANALYZE(KeywordClass.RESERVED),
  AND(KeywordClass.RESERVED),
  ANY(KeywordClass.RESERVED),
  ARRAY(KeywordClass.RESERVED, Label.NEEDS_AS),
  AS(KeywordClass.RESERVED, Label.NEEDS_AS),
  ASC(KeywordClass.RESERVED),
  ASYMMETRIC(KeywordClass.RESERVED),
  BOTH(KeywordClass.RESERVED),
  CASE(KeywordClass.RESERVED),
  CAST(KeywordClass.RESERVED),
  CHECK(KeywordClass.RESERVED),
  COLLATE(KeywordClass.RESERVED),
  COLUMN(KeywordClass.RESERVED),
  CONSTRAINT(KeywordClass.RESERVED),
  CREATE(KeywordClass.RESERVED, Label.NEEDS_AS),
  CURRENT_CATALOG(KeywordClass.RESERVED),
  CURRENT_DATE(KeywordClass.RESERVED),
  CURRENT_ROLE(KeywordClass.RESERVED),
  CURRENT_TIME(KeywordClass.RESERVED),
  CURRENT_TIMESTAMP(KeywordClass.RESERVED),
  CURRENT_USER(KeywordClass.RESERVED),
  DEFAULT(KeywordClass.RESERVED),
  DEFERRABLE(KeywordClass.RESERVED),
  DESC(KeywordClass.RESERVED),
  DISTINCT(KeywordClass.RESERVED),
  DO(KeywordClass.RESERVED),
  ELSE(KeywordClass.RESERVED),
  END(KeywordClass.RESERVED),
  EXCEPT(KeywordClass.RESERVED, Label.NEEDS_AS),
  FALSE(KeywordClass.RESERVED),
  FETCH(KeywordClass.RESERVED, Label.NEEDS_AS),
  FOR(KeywordClass.RESERVED, Label.NEEDS_AS),
  FOREIGN(KeywordClass.RESERVED),
  FROM(KeywordClass.RESERVED, Label.NEEDS_AS),
  GRANT(KeywordClass.RESERVED, Label.NEEDS_AS),
  GROUP(KeywordClass.RESERVED, Label.NEEDS_AS),
  HAVING(KeywordClass.RESERVED, Label.NEEDS_AS),
  IN(KeywordClass.RESERVED),
  INITIALLY(KeywordClass.RESERVED),
  INTERSECT(KeywordClass.RESERVED, Label.NEEDS_AS),
  INTO(KeywordClass.RESERVED, Label.NEEDS_AS),
  LATERAL(KeywordClass.RESERVED),
  LEADING(KeywordClass.RESERVED),
  LIMIT(KeywordClass.RESERVED, Label.NEEDS_AS),
  LOCALTIME(KeywordClass.RESERVED),
  LOCALTIMESTAMP(KeywordClass.RESERVED),
  NOT(KeywordClass.RESERVED),
  NULL(KeywordClass.RESERVED),
  OFFSET(KeywordClass.RESERVED, Label.NEEDS_AS),
  ON(KeywordClass.RESERVED, Label.NEEDS_AS),
  ONLY(KeywordClass.RESERVED),
  OR(KeywordClass.RESERVED),
  ORDER(KeywordClass.RESERVED, Label.NEEDS_AS),
  PLACING(KeywordClass.RESERVED),
  PRIMARY(KeywordClass.RESERVED),
  REFERENCES(KeywordClass.RESERVED),
  RETURNING(KeywordClass.RESERVED, Label.NEEDS_AS),
  SELECT(KeywordClass.RESERVED),
  SESSION_USER(KeywordClass.RESERVED),
  SOME(KeywordClass.RESERVED),
  SYMMETRIC(KeywordClass.RESERVED),
  SYSTEM_USER(KeywordClass.RESERVED),
  TABLE(KeywordClass.RESERVED),
  THEN(KeywordClass.RESERVED),
  TO(KeywordClass.RESERVED, Label.NEEDS_AS),
  TRAILING(KeywordClass.RESERVED),
  TRUE(KeywordClass.RESERVED),
  UNION(KeywordClass.RESERVED, Label.NEEDS_AS),
  UNIQUE(KeywordClass.RESERVED),
  USER(KeywordClass.RESERVED),
  USING(KeywordClass.RESERVED),
  VARIADIC(KeywordClass.RESERVED),
  WHEN(KeywordClass.RESERVED),
  WHERE(KeywordClass.RESERVED, Label.NEEDS_AS),
  WINDOW(KeywordClass.RESERVED, Label.NEEDS_AS),
  WITH(KeywordClass.RESERVED, Label.NEEDS_AS),

  // Non-reserved (cannot be function or type).
  BETWEEN(KeywordClass.COLUMN_NAME),
  BIGINT(KeywordClass.COLUMN_NAME),
  BIT(KeywordClass.COLUMN_NAME),
  BOOLEAN(KeywordClass.COLUMN_NAME),
  CHAR(KeywordClass.COLUMN_NAME, Label.NEEDS_AS),
  CHARACTER(KeywordClass.COLUMN_NAME, Label.NEEDS_AS),
  COALESCE(KeywordClass.COLUMN_NAME),
  DEC(KeywordClass.COLUMN_NAME),
  DECIMAL(KeywordClass.COLUMN_NAME),
  EXISTS(KeywordClass.COLUMN_NAME),
  EXTRACT(KeywordClass.COLUMN_NAME),
  FLOAT(KeywordClass.COLUMN_NAME),
  GREATEST(KeywordClass.COLUMN_NAME),
  GROUPING(KeywordClass.COLUMN_NAME),
  INOUT(KeywordClass.COLUMN_NAME),
  INT(KeywordClass.COLUMN_NAME),
  INTEGER(KeywordClass.COLUMN_NAME),
  INTERVAL(KeywordClass.COLUMN_NAME),
  JSON(KeywordClass.COLUMN_NAME),
  JSON_ARRAY(KeywordClass.COLUMN_NAME),
  JSON_ARRAYAGG(KeywordClass.COLUMN_NAME),
  JSON_EXISTS(KeywordClass.COLUMN_NAME),
  JSON_OBJECT(KeywordClass.COLUMN_NAME),
  JSON_OBJECTAGG(KeywordClass.COLUMN_NAME),
  JSON_QUERY(KeywordClass.COLUMN_NAME),
  JSON_SCALAR(KeywordClass.COLUMN_NAME),
  JSON_SERIALIZE(KeywordClass.COLUMN_NAME),
  JSON_TABLE(KeywordClass.COLUMN_NAME),
  JSON_VALUE(KeywordClass.COLUMN_NAME),
  LEAST(KeywordClass.COLUMN_NAME),
  MERGE_ACTION(KeywordClass.COLUMN_NAME),
  NATIONAL(KeywordClass.COLUMN_NAME),
  NCHAR(KeywordClass.COLUMN_NAME),
  NONE(KeywordClass.COLUMN_NAME),
  NORMALIZE(KeywordClass.COLUMN_NAME),
  NULLIF(KeywordClass.COLUMN_NAME),
  NUMERIC(KeywordClass.COLUMN_NAME),
  OUT(KeywordClass.COLUMN_NAME),
  OVERLAY(KeywordClass.COLUMN_NAME),
  POSITION(KeywordClass.COLUMN_NAME),
  PRECISION(KeywordClass.COLUMN_NAME, Label.NEEDS_AS),
  REAL(KeywordClass.COLUMN_NAME),
  ROW(KeywordClass.COLUMN_NAME),
  SETOF(KeywordClass.COLUMN_NAME),
  SMALLINT(KeywordClass.COLUMN_NAME),
  SUBSTRING(KeywordClass.COLUMN_NAME),
  TIME(KeywordClass.COLUMN_NAME),
  TIMESTAMP(KeywordClass.COLUMN_NAME),
  TREAT(KeywordClass.COLUMN_NAME),
  TRIM(KeywordClass.COLUMN_NAME),
  VALUES(KeywordClass.COLUMN_NAME),
  VARCHAR(KeywordClass.COLUMN_NAME),
  XMLATTRIBUTES(KeywordClass.COLUMN_NAME),
  XMLCONCAT(KeywordClass.COLUMN_NAME),
  XMLELEMENT(KeywordClass.COLUMN_NAME),
  XMLEXISTS(KeywordClass.COLUMN_NAME),
  XMLFOREST(KeywordClass.COLUMN_NAME),
  XMLNAMESPACES(KeywordClass.COLUMN_NAME),
  XMLPARSE(KeywordClass.COLUMN_NAME),
  XMLPI(KeywordClass.COLUMN_NAME),
  XMLROOT(KeywordClass.COLUMN_NAME),
  XMLSERIALIZE(KeywordClass.COLUMN_NAME),
  XMLTABLE(KeywordClass.COLUMN_NAME),

  // Reserved (can be function or type).
  AUTHORIZATION(KeywordClass.TYPE_OR_FUNCTION_NAME),
  BINARY(KeywordClass.TYPE_OR_FUNCTION_NAME),
  COLLATION(KeywordClass.TYPE_OR_FUNCTION_NAME),
  CONCURRENTLY(KeywordClass.TYPE_OR_FUNCTION_NAME),
  CROSS(KeywordClass.TYPE_OR_FUNCTION_NAME),
  CURRENT_SCHEMA(KeywordClass.TYPE_OR_FUNCTION_NAME),
  FREEZE(KeywordClass.TYPE_OR_FUNCTION_NAME),
  FULL(KeywordClass.TYPE_OR_FUNCTION_NAME),
  ILIKE(KeywordClass.TYPE_OR_FUNCTION_NAME),
  INNER(KeywordClass.TYPE_OR_FUNCTION_NAME),
  IS(KeywordClass.TYPE_OR_FUNCTION_NAME),
  ISNULL(KeywordClass.TYPE_OR_FUNCTION_NAME, Label.NEEDS_AS),
  JOIN(KeywordClass.TYPE_OR_FUNCTION_NAME),
  LEFT(KeywordClass.TYPE_OR_FUNCTION_NAME),
  LIKE(KeywordClass.TYPE_OR_FUNCTION_NAME),
  NATURAL(KeywordClass.TYPE_OR_FUNCTION_NAME),
  NOTNULL(KeywordClass.TYPE_OR_FUNCTION_NAME, Label.NEEDS_AS),
  OUTER(KeywordClass.TYPE_OR_FUNCTION_NAME),
  OVERLAPS(KeywordClass.TYPE_OR_FUNCTION_NAME, Label.NEEDS_AS),
  RIGHT(KeywordClass.TYPE_OR_FUNCTION_NAME),
  SIMILAR(KeywordClass.TYPE_OR_FUNCTION_NAME),
  TABLESAMPLE(KeywordClass.TYPE_OR_FUNCTION_NAME),
  VERBOSE(KeywordClass.TYPE_OR_FUNCTION_NAME),

  // Non-reserved.
  OPERATOR_KEYWORD("operator", KeywordClass.UNRESERVED, Label.BARE),
  STRING_KEYWORD("string", KeywordClass.UNRESERVED, Label.BARE),
  ABSENT(KeywordClass.UNRESERVED),
  ASENSITIVE(KeywordClass.UNRESERVED),
  AT(KeywordClass.UNRESERVED),
  ATOMIC(KeywordClass.UNRESERVED),
  BEGIN(KeywordClass.UNRESERVED),
  BREADTH(KeywordClass.UNRESERVED),
  BY(KeywordClass.UNRESERVED),
  COLUMNS(KeywordClass.UNRESERVED),
  CONDITIONAL(KeywordClass.UNRESERVED),
  CONFLICT(KeywordClass.UNRESERVED),
  CONTENT(KeywordClass.UNRESERVED),
  COPY(KeywordClass.UNRESERVED),
  CUBE(KeywordClass.UNRESERVED),
  CURRENT(KeywordClass.UNRESERVED),
  CURSOR(KeywordClass.UNRESERVED),
  CYCLE(KeywordClass.UNRESERVED),
  DAY(KeywordClass.UNRESERVED, Label.NEEDS_AS),
  DECLARE(KeywordClass.UNRESERVED),
  DELETE(KeywordClass.UNRESERVED),
  DEPTH(KeywordClass.UNRESERVED),
  DOCUMENT(KeywordClass.UNRESERVED),
  DOUBLE(KeywordClass.UNRESERVED),
  EMPTY(KeywordClass.UNRESERVED),
  ENCODING(KeywordClass.UNRESERVED),
  ERROR(KeywordClass.UNRESERVED),
  ESCAPE(KeywordClass.UNRESERVED),
  EXCLUDE(KeywordClass.UNRESERVED),
  EXECUTE(KeywordClass.UNRESERVED),
  EXPLAIN(KeywordClass.UNRESERVED),
  FILTER(KeywordClass.UNRESERVED, Label.NEEDS_AS),
  FIRST(KeywordClass.UNRESERVED),
  FOLLOWING(KeywordClass.UNRESERVED),
  FORMAT(KeywordClass.UNRESERVED),
  GLOBAL(KeywordClass.UNRESERVED),
  GROUPS(KeywordClass.UNRESERVED),
  HOLD(KeywordClass.UNRESERVED),
  HOUR(KeywordClass.UNRESERVED, Label.NEEDS_AS),
  IF(KeywordClass.UNRESERVED),
  INDENT(KeywordClass.UNRESERVED),
  INSENSITIVE(KeywordClass.UNRESERVED),
  INSERT(KeywordClass.UNRESERVED),
  KEEP(KeywordClass.UNRESERVED),
  KEY(KeywordClass.UNRESERVED),
  KEYS(KeywordClass.UNRESERVED),
  LAST(KeywordClass.UNRESERVED),
  LOCAL(KeywordClass.UNRESERVED),
  LOCKED(KeywordClass.UNRESERVED),
  MATCHED(KeywordClass.UNRESERVED),
  MATERIALIZED(KeywordClass.UNRESERVED),
  MERGE(KeywordClass.UNRESERVED),
  MINUTE(KeywordClass.UNRESERVED, Label.NEEDS_AS),
  MONTH(KeywordClass.UNRESERVED, Label.NEEDS_AS),
  NAME(KeywordClass.UNRESERVED),
  NESTED(KeywordClass.UNRESERVED),
  NEW(KeywordClass.UNRESERVED),
  NEXT(KeywordClass.UNRESERVED),
  NFC(KeywordClass.UNRESERVED),
  NFD(KeywordClass.UNRESERVED),
  NFKC(KeywordClass.UNRESERVED),
  NFKD(KeywordClass.UNRESERVED),
  NO(KeywordClass.UNRESERVED),
  NORMALIZED(KeywordClass.UNRESERVED),
  NOTHING(KeywordClass.UNRESERVED),
  NOWAIT(KeywordClass.UNRESERVED),
  NULLS(KeywordClass.UNRESERVED),
  OBJECT(KeywordClass.UNRESERVED),
  OF(KeywordClass.UNRESERVED),
  OLD(KeywordClass.UNRESERVED),
  OMIT(KeywordClass.UNRESERVED),
  ORDINALITY(KeywordClass.UNRESERVED),
  OTHERS(KeywordClass.UNRESERVED),
  OVER(KeywordClass.UNRESERVED, Label.NEEDS_AS),
  OVERRIDING(KeywordClass.UNRESERVED),
  PARTITION(KeywordClass.UNRESERVED),
  PASSING(KeywordClass.UNRESERVED),
  PATH(KeywordClass.UNRESERVED),
  PRECEDING(KeywordClass.UNRESERVED),
  PREPARE(KeywordClass.UNRESERVED),
  PRESERVE(KeywordClass.UNRESERVED),
  QUOTES(KeywordClass.UNRESERVED),
  RANGE(KeywordClass.UNRESERVED),
  READ(KeywordClass.UNRESERVED),
  RECURSIVE(KeywordClass.UNRESERVED),
  REF(KeywordClass.UNRESERVED),
  REPEATABLE(KeywordClass.UNRESERVED),
  ROLLUP(KeywordClass.UNRESERVED),
  ROWS(KeywordClass.UNRESERVED),
  SCALAR(KeywordClass.UNRESERVED),
  SCROLL(KeywordClass.UNRESERVED),
  SEARCH(KeywordClass.UNRESERVED),
  SECOND(KeywordClass.UNRESERVED, Label.NEEDS_AS),
  SET(KeywordClass.UNRESERVED),
  SETS(KeywordClass.UNRESERVED),
  SHARE(KeywordClass.UNRESERVED),
  SKIP(KeywordClass.UNRESERVED),
  SOURCE(KeywordClass.UNRESERVED),
  STANDALONE(KeywordClass.UNRESERVED),
  STRIP(KeywordClass.UNRESERVED),
  SYSTEM(KeywordClass.UNRESERVED),
  TARGET(KeywordClass.UNRESERVED),
  TEMP(KeywordClass.UNRESERVED),
  TEMPORARY(KeywordClass.UNRESERVED),
  TIES(KeywordClass.UNRESERVED),
  TRANSACTION(KeywordClass.UNRESERVED),
  UNBOUNDED(KeywordClass.UNRESERVED),
  UNCONDITIONAL(KeywordClass.UNRESERVED),
  UNKNOWN(KeywordClass.UNRESERVED),
  UNLOGGED(KeywordClass.UNRESERVED),
  UPDATE(KeywordClass.UNRESERVED),
  VALUE(KeywordClass.UNRESERVED),
  VARYING(KeywordClass.UNRESERVED, Label.NEEDS_AS),
  VERSION(KeywordClass.UNRESERVED),
  VIEW(KeywordClass.UNRESERVED),
  WHITESPACE(KeywordClass.UNRESERVED),
  WITHIN(KeywordClass.UNRESERVED, Label.NEEDS_AS),
  WITHOUT(KeywordClass.UNRESERVED, Label.NEEDS_AS),
  WRAPPER(KeywordClass.UNRESERVED),
  YEAR(KeywordClass.UNRESERVED, Label.NEEDS_AS),
  YES(KeywordClass.UNRESERVED),
  ZONE(KeywordClass.UNRESERVED);

  private enum KeywordClass {
    NONE,
    UNRESERVED,
    COLUMN_NAME,
    TYPE_OR_FUNCTION_NAME,
    RESERVED
  }

  private enum Label {
    BARE,
    NEEDS_AS
  }

  private final String text;
  private final KeywordClass keywordClass;
  private final boolean bareLabel;
  private final boolean columnName;
  private final boolean typeOrFunctionName;

  Token(String text) {
    this(text, KeywordClass.NONE, Label.BARE);
  }

  Token(KeywordClass keywordClass) {
    this(null, keywordClass, Label.BARE);
  }

  Token(KeywordClass keywordClass, Label label) {
    this(null, keywordClass, label);
  }

  Token(String text, KeywordClass keywordClass, Label label) {
    boolean identifier = name().equals("IDENTIFIER");
    boolean unreserved = identifier || keywordClass == KeywordClass.UNRESERVED;
    this.text = text == null ? name().toLowerCase(Locale.ROOT) : text;
    this.keywordClass = keywordClass;
    this.bareLabel = identifier || (keywordClass != KeywordClass.NONE && label == Label.BARE);
    this.columnName = unreserved || keywordClass == KeywordClass.COLUMN_NAME;
    this.typeOrFunctionName = unreserved || keywordClass == KeywordClass.TYPE_OR_FUNCTION_NAME;
  }

  /** The symbol, or the key word in lower case; empty for tokens that have no fixed text. */
  String text() {
    return text;
  }

  boolean isKeyword() {
    return keywordClass != KeywordClass.NONE;
  }

  /** gram.y's {@code ColId}: a name of a column, table, alias. */
  boolean isColumnName() {
    return columnName;
  }

  /** gram.y's {@code type_function_name}: an unqualified name of a type or function. */
  boolean isTypeOrFunctionName() {
    return typeOrFunctionName;
  }

  /** gram.y's {@code ColLabel}: a label behind AS, or a name behind a dot. */
  boolean isLabel() {
    return this == IDENTIFIER || isKeyword();
  }

  /** gram.y's {@code BareColLabel}: a label without AS. */
  boolean isBareLabel() {
    return bareLabel;
  }
}
