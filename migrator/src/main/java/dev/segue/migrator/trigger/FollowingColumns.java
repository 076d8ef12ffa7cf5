package dev.segue.migrator.trigger;

import dev.segue.driver.control.Following;
import dev.segue.driver.control.FollowingNames;
import dev.segue.driver.control.Quoted;
import dev.segue.migrator.table.Comparison;
import dev.segue.migrator.table.ConstantDefault;
import dev.segue.migrator.table.MigratingTable;
import dev.segue.route.Shape;
import dev.segue.rules.catalog.CatalogColumn;
import dev.segue.rules.migration.ColumnChange;
import dev.segue.rules.migration.ShapeColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Triggers by which columns of a table follow others of the same row, before it is stored and
 * behind all other triggers.
 *
 * <h2>Design</h2>
 *
 * There is one for each state of affairs, of which one is enabled at a time:
 *
 * <ul>
 *   <li>while the new columns follow, they are what {@code up} says, whatever was written to them:
 *       they may not be filled yet, and nothing can be told from what they hold;
 *   <li>while the old ones follow, since they have been left, the same the other way round;
 *   <li>while both hold every value, the side is computed that was not written. In an INSERT the
 *       new columns count as written if one of them has a value that is not the default that it has
 *       or will be given, which is what {@code up} makes of the old default. Where both sides were
 *       written and neither says what the other one holds, the new one is taken: nobody writes both
 *       but an old trigger, which knows of the old one alone.
 * </ul>
 *
 * So a statement writes one side only, and the driver's do (see {@code Standing}).
 *
 * @param byteWise tells by a column's type whether it is compared as bytes
 * @param searchPath of the operator: a mapping is to mean what it means to a backfill
 */
record FollowingColumns(MigratingTable table, Predicate<String> byteWise, String searchPath)
    implements FollowingSql {

  private static final String FUNCTION =
      """
      CREATE OR REPLACE FUNCTION %1$s() RETURNS trigger
        LANGUAGE plpgsql SET search_path = %2$s
      AS $segue$
      DECLARE
        new_written boolean;
        old_written boolean;
      BEGIN
      %3$s  RETURN NEW;
      END
      $segue$""";

  private static final String CHANGE =
      """
        IF TG_ARGV[0] = 'new' THEN
          %1$s
        ELSIF TG_ARGV[0] = 'old' THEN
          %2$s
        ELSE
          IF TG_OP = 'INSERT' THEN
            new_written := %3$s;
            old_written := true;
          ELSE
            new_written := %4$s;
            old_written := %5$s;
          END IF;
          IF new_written THEN
            IF NOT (%6$s) THEN
              %2$s
            END IF;
          ELSIF old_written THEN
            %1$s
          END IF;
        END IF;
      """;

  @Override
  public List<String> functions() {
    String changes =
        table.migration().changes().stream().map(this::change).collect(Collectors.joining());
    return List.of(FUNCTION.formatted(names().function(), searchPath, changes));
  }

  private String change(ColumnChange change) {
    List<CatalogColumn> fresh = present(change, Shape.NEW);
    Stream<CatalogColumn> read =
        Stream.concat(
            present(change, Shape.OLD).stream(),
            change.inputs().stream()
                .flatMap(name -> table.relation().presentColumn(name).stream()));
    String consistent =
        change.oldColumns().isEmpty()
            ? "true"
            : "(%s) OR (%s)".formatted(holds(change, Shape.NEW), holds(change, Shape.OLD));
    return CHANGE.formatted(
        assignments(change, Shape.NEW),
        assignments(change, Shape.OLD),
        fresh.stream().map(column -> given(change, column)).collect(Collectors.joining(" OR ")),
        fresh.stream().map(this::changed).collect(Collectors.joining(" OR ")),
        // A constant is computed of nothing.
        read.map(this::changed).reduce((one, other) -> one + " OR " + other).orElse("false"),
        consistent);
  }

  private String assignments(ColumnChange change, Shape shape) {
    String assigned =
        change.columns(shape).stream()
            .map(
                column ->
                    "%s := %s;"
                        .formatted(value("NEW", column.name()), mapped(change, shape, column)))
            .collect(Collectors.joining(" "));
    return assigned.isEmpty() ? "NULL;" : assigned;
  }

  private static String mapped(ColumnChange change, Shape shape, ShapeColumn column) {
    return "("
        + change.mappingTo(shape).get(column.name()).replacingColumns(name -> value("NEW", name))
        + ")";
  }

  /** That the columns of a shape are what the others say. */
  private String holds(ColumnChange change, Shape shape) {
    List<String> same = new ArrayList<>();
    for (ShapeColumn column : change.columns(shape)) {
      String type = table.relation().presentColumn(column.name()).orElseThrow().type().formatted();
      String said = "CAST(%s AS %s)".formatted(mapped(change, shape, column), type);
      same.add("NOT (" + distinct(type, value("NEW", column.name()), said) + ")");
    }
    return String.join(" AND ", same);
  }

  /** That a value was inserted which is no default, and will be none. */
  private String given(ColumnChange change, CatalogColumn column) {
    String value = value("NEW", column.name());
    String type = column.type().formatted();
    Optional<String> byDefault =
        ConstantDefault.isHandedOver(table, change)
            ? Optional.of(
                "CAST((%s) AS %s)"
                    .formatted(
                        change.up().get(column.name()).replacingColumns(this::defaultOf), type))
            : column.defaultExpression().filter(ConstantDefault::isConstant);
    return byDefault
        .map(other -> "(%s IS NOT NULL AND %s)".formatted(value, distinct(type, value, other)))
        .orElse(value + " IS NOT NULL");
  }

  private String defaultOf(String oldColumn) {
    CatalogColumn old = table.relation().presentColumn(oldColumn).orElseThrow();
    return "CAST(%s AS %s)"
        .formatted(old.defaultExpression().orElseThrow(), old.type().formatted());
  }

  private String changed(CatalogColumn column) {
    return distinct(
        column.type().formatted(), value("NEW", column.name()), value("OLD", column.name()));
  }

  private String distinct(String type, String left, String right) {
    return Comparison.distinct(left, right, byteWise.test(type));
  }

  private static String value(String row, String column) {
    return row + "." + Quoted.identifier(column);
  }

  private List<CatalogColumn> present(ColumnChange change, Shape shape) {
    return change.columns(shape).stream()
        .map(column -> table.relation().presentColumn(column.name()).orElseThrow())
        .toList();
  }

  @Override
  public List<Trigger> triggers() {
    return Stream.of(Following.values())
        .filter(following -> following != Following.NONE)
        .map(this::trigger)
        .toList();
  }

  private Trigger trigger(Following following) {
    String name = nameOf(following);
    String definition =
        "CREATE TRIGGER %s BEFORE INSERT OR UPDATE ON %s FOR EACH ROW EXECUTE FUNCTION %s('%s')"
            .formatted(
                name,
                table.sqlName(),
                names().function(),
                following.name().toLowerCase(Locale.ROOT));
    return new Trigger(table.sqlName(), name, definition, true);
  }

  @Override
  public boolean isEnabled(Trigger trigger, Following following) {
    return trigger.name().equals(nameOf(following));
  }

  private String nameOf(Following following) {
    return Quoted.identifier(names().whileFollowing(following));
  }

  private FollowingNames names() {
    return new FollowingNames(table.migration().id());
  }
}
