package dev.segue.flags.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.segue.flags.Flag;
import dev.segue.flags.FlagException;
import dev.segue.flags.FlagKind;
import dev.segue.flags.MigrationFlags;
import dev.segue.flags.Percentage;
import dev.segue.route.MigrationId;
import dev.segue.route.Route;
import java.util.Arrays;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeCheckTest {

  private static final MigrationId ID = new MigrationId("customers-full-name");
  private static final Evidence STALE_OLD =
      Evidence.VERIFIED.withOldShapeCurrent(false).withVerifiedClean(false);
  private static final Evidence NOT_NULL_NEW = new Evidence(true, true, false, true, false, true);
  private static final Evidence NOT_NULL_OLD = new Evidence(true, true, true, false, false, true);
  private static final Evidence GONE = new Evidence(false, false, true, true, true, true);

  private static Evidence evidence(String name) {
    return switch (name) {
      case "not-started" -> Evidence.NOT_STARTED;
      case "expanded" -> Evidence.EXPANDED;
      case "verified" -> Evidence.VERIFIED;
      case "stale-old" -> STALE_OLD;
      case "not-null-new" -> NOT_NULL_NEW;
      case "not-null-old" -> NOT_NULL_OLD;
      case "gone" -> GONE;
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Optional<FlagException> check(
      String kind, String value, MigrationFlags current, Evidence evidence) {
    Percentage percentage =
        switch (value) {
          case "on" -> Percentage.HUNDRED;
          case "off" -> Percentage.ZERO;
          default -> Percentage.parse(value);
        };
    Flag flag = new Flag(ID, FlagKind.ofWord(kind).orElseThrow());
    return ChangeCheck.check(flag, percentage, current, evidence);
  }

  private static MigrationFlags flags(boolean writeNew, String readNew, boolean retireOld) {
    return new MigrationFlags(writeNew, Percentage.ZERO, Percentage.parse(readNew), retireOld);
  }

  /** The way forth and back of DESIGN.md section 2, one flag at a time. */
  @ParameterizedTest
  @CsvSource({
    "false,0,false,write-new,on,expanded",
    "true,0,false,read-new,0.01,verified",
    "true,0,false,read-new,100,verified",
    "true,1,false,read-new,25,verified",
    "true,100,false,retire-old,on,verified",
    "true,100,true,retire-old,off,stale-old",
    "true,100,true,retire-old,off,verified",
    "true,100,false,retire-old,on,stale-old",
    "true,100,false,read-new,25,verified",
    "true,100,false,read-new,0,verified",
    "true,25,false,read-new,0,expanded",
    "true,0,false,write-new,off,verified",
    "true,0,false,write-new,off,expanded",
    "true,0,false,shadow-read,1,expanded",
  })
  void theWayForthAndBackIsOpen(
      boolean writeNew,
      String readNew,
      boolean retireOld,
      String kind,
      String value,
      String evidence) {
    assertThat(check(kind, value, flags(writeNew, readNew, retireOld), evidence(evidence)))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "false,0,false,write-new,on,not-started,do not exist,Run expand",
    "false,0,false,read-new,1,verified,write-new is off,Set write-new on",
    "false,0,false,retire-old,on,verified,write-new is off,Set write-new on",
    "true,0,false,read-new,1,expanded,no verification is clean,Run backfill",
    "true,0,false,retire-old,on,verified,read-new is below 100%,Set read-new to 100",
    "true,99.99,false,retire-old,on,verified,read-new is below 100%,Set read-new to 100",
    "true,100,false,retire-old,on,expanded,no verification is clean,Run backfill",
    "true,100,false,retire-old,on,not-null-old,NOT NULL without a default,it drops NOT NULL",
    "true,25,false,write-new,off,verified,read-new is 25%,read-new to 0",
    "true,100,true,write-new,off,stale-old,misses writes,reverse backfill",
    "true,0,false,write-new,off,not-null-new,NOT NULL without a default,it drops NOT NULL",
    "true,100,true,read-new,50,stale-old,misses writes,reverse backfill",
    "true,100,true,read-new,50,verified,retire-old is on,retire-old off first",
    "true,100,false,read-new,50,stale-old,misses writes,reverse backfill",
    "true,100,true,retire-old,off,gone,are dropped,Leave write-new on",
    "false,0,false,shadow-read,1,expanded,nothing to compare,while both shapes are written",
  })
  void whatWouldLoseDataIsRefusedWithTheReasonAndTheWayOut(
      boolean writeNew,
      String readNew,
      boolean retireOld,
      String kind,
      String value,
      String evidence,
      String reason,
      String hint) {
    assertThat(check(kind, value, flags(writeNew, readNew, retireOld), evidence(evidence)))
        .hasValueSatisfying(
            refusal -> {
              assertThat(refusal.fact())
                  .startsWith("cannot set flag customers-full-name." + kind + " ");
              assertThat(refusal.detail()).containsIgnoringCase(reason);
              assertThat(refusal.hint()).contains(hint);
            });
  }

  @Test
  void whatWasNotFollowedAnywayCanBeTakenBackInAnyOrder() {
    MigrationFlags handEdited = flags(false, "50", true);
    assertThat(check("retire-old", "off", handEdited, Evidence.EXPANDED)).isEmpty();
    assertThat(check("read-new", "0", flags(false, "50", false), Evidence.EXPANDED)).isEmpty();
  }

  @Test
  void turningWriteNewOffIsOneFlagEvenWithShadowReadsOn() {
    MigrationFlags shadowed =
        flags(true, "0", false).with(FlagKind.SHADOW_READ, Percentage.HUNDRED);
    assertThat(check("write-new", "off", shadowed, Evidence.VERIFIED)).isEmpty();
  }

  /** Whatever passes leads to a stage that may stand beside the one before. */
  @Test
  void noChangeThatPassesSkipsAStage() {
    for (Evidence evidence : EveryEvidence.evidences()) {
      for (MigrationFlags current : EveryEvidence.flags()) {
        for (FlagKind kind : FlagKind.values()) {
          for (Percentage value : new Percentage[] {Percentage.ZERO, Percentage.HUNDRED}) {
            Flag flag = new Flag(ID, kind);
            if (ChangeCheck.check(flag, value, current, evidence).isEmpty()) {
              Stage before = StageGuard.decide(ID, current, evidence).stage();
              Stage after = StageGuard.decide(ID, current.with(kind, value), evidence).stage();
              assertThat(isOneStep(before, after, evidence))
                  .as("%s: %s to %s with %s", current, flag, value, evidence)
                  .isTrue();
            }
          }
        }
      }
    }
  }

  /** BOTH_LEAD_NEW is what a flag stands for only while the old shape is stale. */
  private static boolean isOneStep(Stage before, Stage after, Evidence evidence) {
    List<Route> way =
        Arrays.stream(Route.values())
            .filter(route -> route != Route.BOTH_LEAD_NEW || !evidence.oldShapeCurrent())
            .toList();
    IntSummaryStatistics taken =
        way.stream()
            .filter(before.routes().and(after.routes())::contains)
            .mapToInt(way::indexOf)
            .summaryStatistics();
    return taken.getCount() == 0 || taken.getMax() - taken.getMin() <= 1;
  }

  @Test
  void anOnOffFlagTakesNoPercentage() {
    assertThatThrownBy(() -> check("write-new", "25", MigrationFlags.OFF, Evidence.EXPANDED))
        .isInstanceOf(FlagException.class)
        .hasMessageStartingWith("flag write-new is on or off and takes no percentage");
  }
}
