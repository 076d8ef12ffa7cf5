package dev.segue.laboratory.statement;

import java.util.ArrayList;
import java.util.List;

/** A fragment as the text and the parameters that a driver is given. */
final class Rendering {

  private final StringBuilder sql = new StringBuilder();
  private final List<Fragment.Value> values = new ArrayList<>();

  static Rendering of(Fragment fragment) {
    Rendering rendering = new Rendering();
    rendering.add(fragment);
    return rendering;
  }

  String sql() {
    return sql.toString();
  }

  List<Fragment.Value> values() {
    return values;
  }

  private void add(Fragment fragment) {
    if (fragment instanceof Fragment.Text text) {
      sql.append(text.sql());
    } else if (fragment instanceof Fragment.Value value) {
      sql.append('?');
      values.add(value);
    } else if (fragment instanceof Fragment.Parts parts) {
      parts.parts().forEach(this::add);
    } else if (fragment instanceof Fragment.Items items) {
      for (int i = 0; i < items.items().size(); i++) {
        sql.append(i == 0 ? "" : items.separator());
        add(items.items().get(i));
      }
    } else if (fragment instanceof Fragment.Maybe maybe) {
      add(maybe.fragment());
    } else if (fragment instanceof Fragment.Choice choice) {
      add(choice.chosen());
    }
  }
}
