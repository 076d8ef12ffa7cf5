package dev.segue.migrator.trigger;

import dev.segue.driver.control.Following;
import dev.segue.driver.control.MoveObjects;
import dev.segue.route.Shape;
import java.util.List;
import java.util.stream.Stream;

/**
 * Triggers by which a column that moves to a related table is in step on both, as {@link
 * MoveObjects} says. Those that write what a statement has noted are enabled before the new shape
 * can lead, and stay when all others go: applications of the old shape write through them for as
 * long as they run.
 */
record FollowingMove(MoveObjects objects) implements FollowingSql {

  @Override
  public List<String> functions() {
    return objects.functions();
  }

  @Override
  public List<Trigger> triggers() {
    return Stream.of(objects.applying(), objects.following(Shape.NEW), objects.following(Shape.OLD))
        .flatMap(List::stream)
        .map(trigger -> new Trigger(trigger.table(), trigger.name(), trigger.definition(), false))
        .toList();
  }

  @Override
  public boolean stays(Trigger trigger, Following following) {
    return following == Following.NONE && objects.applying().contains(own(trigger));
  }

  @Override
  public boolean isEnabled(Trigger trigger, Following following) {
    return objects.applying().contains(own(trigger))
        ? following.follows(Shape.OLD)
        : objects.isEnabled(own(trigger), following);
  }

  private static MoveObjects.Trigger own(Trigger trigger) {
    return new MoveObjects.Trigger(trigger.table(), trigger.name(), trigger.definition());
  }
}
