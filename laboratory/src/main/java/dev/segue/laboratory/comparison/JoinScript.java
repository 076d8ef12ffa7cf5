package dev.segue.laboratory.comparison;

import dev.segue.laboratory.world.Table;
import dev.segue.route.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * SQL that makes the tables of which one becomes, and that one, all of them from a table that has
 * everything in the old shape and is there only for that.
 */
final class JoinScript {

  private final Table table;
  private final Layout layout;
  private final String whole;
  private final StringBuilder sql = new StringBuilder();

  private JoinScript(Table table, Layout layout) {
    this.table = table;
    this.layout = layout;
    this.whole = layout.schema() + "." + table.name();
  }

  static String made(Table table, Layout layout) {
    JoinScript script = new JoinScript(table, layout);
    script.make();
    return script.sql.toString();
  }

  private void make() {
    List<Stored> old = Stored.of(table, Shape.OLD, layout.schema(), true).toList();
    List<Stored> fresh = layout.all(table, Shape.NEW);
    old.forEach(part -> sql.append(CopyScript.filled(part, whole)));
    fresh.forEach(one -> sql.append(CopyScript.filled(one, whole)));
    if (layout.all(table, Shape.OLD).isEmpty()) {
      old.forEach(part -> sql.append(CopyScript.remembered(part.sql())));
      owned(fresh.get(0));
      List<Stored> dropped = new ArrayList<>(old);
      Collections.reverse(dropped);
      dropped.forEach(part -> sql.append("DROP TABLE ").append(part.sql()).append(";\n"));
    } else {
      owned(old.get(0));
    }
    sql.append("DROP TABLE ").append(whole).append(";\n");
  }

  private void owned(Stored owner) {
    if (table.key().generated()) {
      sql.append(CopyScript.owned(table, owner));
    }
  }
}
