package dev.segue.laboratory.world;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A column by which rows are split: computed of another one, and never NULL. */
final class Splits {

  private static final List<String> FIRST = List.of("low", "mid");

  private Splits() {}

  /** The change that adds it. */
  static Change change(Column input, String name) {
    Column column =
        Column.of(name, Kind.TEXT)
            .with(new Column.Demands(true, false, Optional.empty(), Optional.empty()));
    String up =
        "CASE WHEN %1$s < 2 THEN 'low' WHEN %1$s < 7 THEN 'mid' ELSE 'high' END"
            .formatted(input.name());
    return new Change(
        List.of(), List.of(column), Map.of(name, up), Map.of(), List.of(input.name()), "");
  }

  /** How it splits them. */
  static Split split(String column, List<String> names) {
    return Split.list(column, FIRST, names);
  }
}
