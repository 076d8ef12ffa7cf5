package dev.segue.migrator.demo.scenario;

import dev.segue.migrator.demo.shop.ShopDesign;
import dev.segue.migrator.demo.shop.ShopQueries;
import dev.segue.migrator.demo.walk.Milestone;
import dev.segue.migrator.demo.walk.StepWords;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is migrated in a run of the demo. Immutable.
 *
 * @param name what it is called on the command line
 * @param headline what it shows, in half a sentence
 * @param shop the shop that speaks the old shape
 * @param rules the rules file, with {@code %1$s} where the schema's name goes
 * @param words what the steps mean here
 * @param stored the queries that read the rows from the new shape, past Segue, as they were read
 *     from the old one
 * @param layouts what the schema holds at each milestone
 */
public record Scenario(
    String name,
    String headline,
    ShopDesign shop,
    String rules,
    StepWords words,
    ShopQueries stored,
    Map<Milestone, Layout> layouts) {

  /** Columns of two tables change their name and their type. */
  public static final Scenario COLUMNS = ColumnsScenario.make();

  /** One table goes over to keys of another type, one is split into several. */
  public static final Scenario TABLES = TablesScenario.make();

  private static final List<Scenario> ALL = List.of(COLUMNS, TABLES);

  public Scenario {
    layouts = Map.copyOf(layouts);
  }

  /** The names of all of them. */
  public static List<String> names() {
    return ALL.stream().map(Scenario::name).toList();
  }

  /** The one of that name. */
  public static Optional<Scenario> named(String name) {
    return ALL.stream().filter(scenario -> scenario.name.equals(name)).findFirst();
  }

  /** The rules file for the tables of a schema. */
  public String rulesIn(String schema) {
    return rules.formatted(schema);
  }

  /** What the schema holds at a milestone. */
  public Layout layout(Milestone reached) {
    return layouts.get(reached);
  }
}
