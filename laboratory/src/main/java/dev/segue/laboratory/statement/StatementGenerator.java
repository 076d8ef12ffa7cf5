package dev.segue.laboratory.statement;

import dev.segue.laboratory.statement.Inserts.Write;
import dev.segue.laboratory.world.Dice;
import dev.segue.laboratory.world.World;
import dev.segue.route.Shape;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes statements for a world, one after another, in the words of one shape. */
public final class StatementGenerator {

  private static final int DEPTH = 3;

  private final Dice dice;
  private final Tables tables;
  private final Expressions expressions;
  private final Queries queries;
  private final Inserts inserts;
  private final Updates updates;
  private final Copies copies;
  private final Mistakes mistakes;
  private final PartRows partRows;
  private final SharedValues sharedValues;

  /**
   * A generator whose statements depend on these alone.
   *
   * @param postgres the major version of the server: what it does not know is not generated
   */
  public StatementGenerator(World world, Shape spoken, int postgres, Dice dice) {
    this.dice = dice;
    tables = new Tables(world.known(spoken), spoken, postgres, dice);
    expressions = new Expressions(dice);
    queries = new Queries(tables, expressions);
    Writes writes = new Writes(tables, expressions, queries);
    inserts = new Inserts(tables, expressions, writes);
    updates = new Updates(tables, expressions, writes);
    copies = new Copies(tables, expressions, queries);
    mistakes = new Mistakes(tables);
    partRows = new PartRows(tables, writes);
    sharedValues = new SharedValues(tables, writes);
  }

  /** The text that stands for the schema in what was generated. */
  public static String schemaWord() {
    return Tables.SCHEMA;
  }

  /** What stands behind it for the schema beside that one. */
  public static String schemaBeside() {
    return Tables.ELSEWHERE;
  }

  /** The next statement. */
  public GeneratedStatement next() {
    expressions.literals().parameters(dice.percent(70));
    int chance = dice.below(100);
    if (chance >= 54
        && !tables.parts().isEmpty()
        && (dice.percent(55) || tables.wholes().isEmpty())) {
      return ofParts();
    } else if (chance >= 58 && !tables.sharing().isEmpty() && dice.percent(35)) {
      return write("shared value", sharedValues.make(25));
    } else if (chance < 47) {
      Made made = queries.query(Scope.EMPTY, DEPTH);
      return GeneratedStatement.of("SELECT", made.sql(), made.ordered(), false);
    } else if (chance < 50) {
      Made made = copies.out();
      return GeneratedStatement.of("COPY TO", made.sql(), made.ordered(), false).copying("");
    } else if (chance < 52 && !tables.wholes().isEmpty()) {
      Copies.In in = copies.in();
      return GeneratedStatement.of("COPY FROM", in.sql(), false, true).copying(in.rows());
    } else if (chance < 54) {
      return GeneratedStatement.of("mistake", mistakes.make(), false, true);
    } else if (chance < 58) {
      return inCommonTable();
    } else if (chance < 74) {
      return write("INSERT", inserts.make(35));
    } else if (chance < 90) {
      return write("UPDATE", updates.update(30));
    } else if (chance < 96 || !tables.since(15)) {
      return write("DELETE", updates.delete(40));
    }
    return write("MERGE", updates.merge(50));
  }

  /** What is written to parts: the rows of all of them at once, as their application has to. */
  private GeneratedStatement ofParts() {
    int chance = dice.below(100);
    Optional<Write> update = chance < 40 ? updates.updateOfPart(30) : Optional.empty();
    if (update.isPresent()) {
      return write("UPDATE of a part", update.get());
    } else if (chance < 75) {
      return GeneratedStatement.of("all parts", partRows.insert(), false, true);
    }
    return GeneratedStatement.of("all parts", partRows.delete(), false, true);
  }

  private GeneratedStatement write(String form, Write write) {
    boolean returns = !write.returning().outputs().isEmpty();
    boolean parameters = !Rendering.of(write.sql()).values().isEmpty();
    int batch = !returns && parameters && dice.percent(20) ? Literals.ROWS : 1;
    // Keys of a batch, of MERGE, and beside a RETURNING are the driver's, not the statement's.
    List<String> keys =
        !returns && batch == 1 && !form.equals("MERGE") && dice.percent(20)
            ? dice.any(List.of("auto"), List.of("id"))
            : List.of();
    return new GeneratedStatement(form, write.sql(), false, keys, batch, true, Optional.empty());
  }

  /** A statement that writes in a WITH, and a query over what it returns. */
  private GeneratedStatement inCommonTable() {
    Write write =
        switch (dice.below(tables.since(17) ? 4 : 3)) {
          case 0 -> inserts.make(100);
          case 1 -> updates.update(100);
          case 3 -> updates.merge(100);
          default -> updates.delete(100);
        };
    Relation returned = new Relation("w0", write.returning().outputs(), Optional.empty());
    Scope scope = new Scope(Optional.empty(), List.of(returned), Set.of());
    List<Scope.Reference> columns = scope.references(output -> true);
    String items =
        columns.isEmpty() || dice.percent(40)
            ? "*"
            : String.join(
                ", ", dice.some(columns).stream().map(Scope.Reference::sql).distinct().toList());
    return GeneratedStatement.of(
        "WITH … write",
        Fragment.of("WITH w0 AS (", write.sql(), ") SELECT " + items + " FROM w0"),
        false,
        true);
  }
}
