package dev.segue.rules.rewrite;

import dev.segue.rules.binding.Quoting;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Rows that are deleted from all parts of a table. Immutable.
 *
 * @param key the columns of the primary key
 */
record DeletedRows(FoundRows found, List<String> key) implements PartsRows {

  @Override
  public List<String> columns() {
    return found.columns();
  }

  @Override
  public void query(SqlWriter out) {
    found.query(
        out,
        columns(),
        key,
        items ->
            items.text(
                columns().stream()
                    .map(column -> found.qualifier() + "." + Quoting.identifier(column))
                    .collect(Collectors.joining(", "))));
  }

  @Override
  public boolean writes(Follower part) {
    return true;
  }

  @Override
  public boolean joins() {
    return !found.others().isEmpty();
  }

  @Override
  public boolean changesStored() {
    return false;
  }

  @Override
  public void write(
      SqlWriter out,
      Follower part,
      String rows,
      Function<String, String> given,
      Optional<String> first) {
    part.delete(out, rows, given);
  }

  @Override
  public void follow(
      SqlWriter out, Follower follower, String rows, Function<String, String> given) {
    follower.delete(out, rows, given);
  }
}
