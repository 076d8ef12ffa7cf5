package dev.segue.rules.plan;

import dev.segue.rules.rewrite.Refusal;
import dev.segue.rules.rewrite.Routes;
import dev.segue.rules.sql.LiteralNeededException;
import dev.segue.rules.sql.Placeholders;
import dev.segue.rules.sql.tree.Span;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What all texts of one {@link LiteralTemplate} become: made from the plans of the template.
 * Thread-safe; each of the template's plans is taken apart once, or by two threads at once.
 */
public final class SharedPlan {

  private final Optional<PlannedStatement> ofTemplate;
  private final Map<StatementPlan, Optional<PhysicalTemplate>> takenApart =
      new ConcurrentHashMap<>();

  private SharedPlan(Optional<PlannedStatement> ofTemplate) {
    this.ofTemplate = ofTemplate;
  }

  /**
   * What the texts of a template share.
   *
   * @param planner plans a text
   */
  public static SharedPlan of(
      LiteralTemplate template, Function<String, PlannedStatement> planner) {
    if (!isCertain(template)) {
      return new SharedPlan(Optional.empty());
    }
    try {
      PlannedStatement planned = planner.apply(template.text());
      // Whether a text that cannot be read is an error, the server is asked with the text itself.
      return new SharedPlan(planned.unreadable() ? Optional.empty() : Optional.of(planned));
    } catch (LiteralNeededException depends) {
      return new SharedPlan(Optional.empty());
    }
  }

  /** Whether placeholders are where the literals are, and nowhere else. */
  private static boolean isCertain(LiteralTemplate template) {
    return template.isCutLikeItsText()
        && PhysicalTemplate.of(template.text())
            .filter(whole -> whole.holdsEachOf(template.literals().count()))
            .isPresent();
  }

  /**
   * The plans of one of the template's texts.
   *
   * @param planner plans a text for itself, where its literals have a part in its plan
   */
  public PlannedStatement planned(
      LiteralTemplate text, Function<String, PlannedStatement> planner) {
    return ofTemplate
        .map(template -> template.with(routes -> outcome(template, text, routes, planner)))
        .orElseGet(() -> planner.apply(text.sql()));
  }

  /** Makes the plans that nobody has asked for yet, as {@link PlannedStatement#foresee} does. */
  public boolean foresee() {
    return ofTemplate.filter(PlannedStatement::foresee).isPresent();
  }

  private Outcome outcome(
      PlannedStatement template,
      LiteralTemplate text,
      Routes routes,
      Function<String, PlannedStatement> planner) {
    try {
      Outcome outcome = template.on(routes);
      if (outcome instanceof Outcome.Planned planned) {
        Optional<PhysicalTemplate> physical = takenApart(planned.plan());
        if (physical.isPresent()) {
          return new Outcome.Planned(planned.plan().withSql(physical.get().filled(text)));
        }
      } else if (outcome instanceof Outcome.Refused refused) {
        Refusal refusal = refused.refusal();
        if (!Placeholders.hasPart(refusal.message() + refusal.detail() + refusal.hint())) {
          return new Outcome.Refused(moved(refusal, text), refused.unread());
        }
      }
    } catch (LiteralNeededException depends) {
      // Planned for itself.
    }
    return planner.apply(text.sql()).on(routes);
  }

  /** Two threads may both take it apart: neither waits for the other. */
  private Optional<PhysicalTemplate> takenApart(StatementPlan plan) {
    Optional<PhysicalTemplate> known = takenApart.get(plan);
    if (known == null) {
      known = PhysicalTemplate.of(plan.sql());
      takenApart.put(plan, known);
    }
    return known;
  }

  private static Refusal moved(Refusal refusal, LiteralTemplate text) {
    Optional<Span> place = refusal.place().map(text::placeOf);
    return new Refusal(
        refusal.sqlState(), refusal.message(), refusal.detail(), refusal.hint(), place);
  }
}
