package dev.segue.driver.control;

import dev.segue.route.Shape;
import dev.segue.rules.migration.TableName;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads which triggers that write a second shape are enabled. */
public final class FollowingReading {

  private static final String ENABLED =
      """
      SELECT n.nspname, c.relname, t.tgname
      FROM pg_catalog.pg_trigger t
      JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      JOIN unnest(?::text[], ?::text[], ?::text[]) AS wanted(table_schema, table_name, name)
        ON n.nspname = wanted.table_schema AND c.relname = wanted.table_name
          AND t.tgname = wanted.name
      WHERE t.tgenabled IN ('O', 'A')""";

  private record Trigger(TableName table, String name) {}

  private final Connection connection;

  public FollowingReading(Connection connection) {
    this.connection = connection;
  }

  /** What follows in each of these migrations; both where that is not up to triggers. */
  public List<Following> of(Collection<ShapeColumns> migrations) throws SQLException {
    List<Trigger> wanted = new ArrayList<>();
    for (ShapeColumns shapes : migrations) {
      if (shapes.byTriggers()) {
        for (Shape shape : Shape.values()) {
          wanted.addAll(triggers(shapes, shape));
        }
      }
    }
    Set<Trigger> enabled = wanted.isEmpty() ? Set.of() : enabled(wanted);
    return migrations.stream()
        .map(shapes -> shapes.byTriggers() ? following(shapes, enabled) : Following.BOTH)
        .toList();
  }

  private static Following following(ShapeColumns shapes, Set<Trigger> enabled) {
    return Following.of(follows(shapes, Shape.NEW, enabled), follows(shapes, Shape.OLD, enabled));
  }

  private static boolean follows(ShapeColumns shapes, Shape shape, Set<Trigger> enabled) {
    List<Trigger> triggers = triggers(shapes, shape);
    // A table follows by triggers for all events, columns by one or the other trigger.
    return shapes.copied().isPresent() || shapes.moved().isPresent()
        ? enabled.containsAll(triggers)
        : triggers.stream().anyMatch(enabled::contains);
  }

  private static List<Trigger> triggers(ShapeColumns shapes, Shape follower) {
    FollowingNames names = new FollowingNames(shapes.migration());
    List<TableName> tables = shapes.tables(follower.opposite());
    if (shapes.moved().isPresent()) {
      Collection<String> moving =
          follower == Shape.NEW
              ? names.movingOn().values()
              : List.of(names.whileFollowing(Following.OLD));
      return moving.stream().map(name -> new Trigger(tables.get(0), name)).toList();
    }
    Stream<String> wanted =
        shapes.copied().isPresent()
            ? names.events().stream().map(names::onEvent)
            : Stream.of(Following.BOTH, follower == Shape.NEW ? Following.NEW : Following.OLD)
                .map(names::whileFollowing);
    return wanted.flatMap(name -> tables.stream().map(t -> new Trigger(t, name))).toList();
  }

  private Set<Trigger> enabled(List<Trigger> wanted) throws SQLException {
    Set<Trigger> enabled = new HashSet<>();
    try (PreparedStatement statement = connection.prepareStatement(ENABLED)) {
      statement.setArray(1, texts(wanted, trigger -> trigger.table().schema()));
      statement.setArray(2, texts(wanted, trigger -> trigger.table().name()));
      statement.setArray(3, texts(wanted, Trigger::name));
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          TableName table = new TableName(result.getString(1), result.getString(2));
          enabled.add(new Trigger(table, result.getString(3)));
        }
      }
    }
    return enabled;
  }

  private Array texts(List<Trigger> wanted, Function<Trigger, String> part) throws SQLException {
    return connection.createArrayOf("text", wanted.stream().map(part).toArray());
  }
}
