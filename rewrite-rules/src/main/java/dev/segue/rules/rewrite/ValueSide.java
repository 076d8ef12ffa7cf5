package dev.segue.rules.rewrite;

/** A {@link ConstantSide} on which a constant becomes another value. */
sealed interface ValueSide extends ConstantSide permits NumberSide, UuidSide {

  /** The type of the spoken column, without its modifier. */
  String base();

  /** Writes the value that equals {@code n} where {@code a = x}; NULL where there is none. */
  void equal(SqlWriter out, Edits.Piece constant);
}
