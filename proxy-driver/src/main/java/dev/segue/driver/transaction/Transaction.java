package dev.segue.driver.transaction;

import dev.segue.flags.epoch.FlagSnapshot;
import dev.segue.flags.epoch.TransactionEpoch;
import dev.segue.flags.rollout.StickyHash;
import dev.segue.flags.stage.Stage;
import dev.segue.route.Route;
import dev.segue.route.Stickiness;
import dev.segue.rules.migration.Migration;
import dev.segue.rules.migration.Rules;
import dev.segue.rules.rewrite.Routes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/**
 * The routes of one connection's running transaction. The first statement of a migration enters the
 * newest epoch and draws; all further ones take the same, whatever is flipped meanwhile.
 *
 * <p>Where a transaction ends is asked of the wrapped driver, which hears it from the server with
 * every answer ({@code ReadyForQuery}); a commit that the application sends as SQL is so seen as
 * well. Used by one thread at a time, as its connection.
 */
final class Transaction implements Routes {

  private static final AtomicLong NUMBERS = new AtomicLong();
  private static final Route[] ROUTES = Route.values();

  private final Rules rules;
  private final TransactionEpoch epoch;
  private final Connection physical;
  private final boolean keys; // whether any migration is sticky by key
  // By migration, the route's ordinal plus one; 0 where none is drawn. No reference is stored that
  // a
  // collector would want to know of: this is written with each statement in autocommit.
  private final byte[] drawn;
  private final long connectionHash = StickyHash.ofNumber(NUMBERS.incrementAndGet());
  private Optional<String> connectionKey = Optional.empty();
  private int[] touched = new int[4]; // the migrations that are drawn, in the order of drawing
  private int touchedCount;
  private FlagSnapshot snapshot; // of the running transaction, or of the last one
  private boolean open;
  private long transactionHash;
  private long keyHash;
  private int running; // statements entered and not left; several in a batch
  private boolean ended; // by a command of the application, while statements run
  private boolean wrote;

  Transaction(Rules rules, TransactionEpoch epoch, Connection physical) {
    this.rules = rules;
    this.epoch = epoch;
    this.physical = physical;
    this.drawn = new byte[rules.migrations().size()];
    this.keys =
        rules.migrations().stream().anyMatch(migration -> migration.sticky() == Stickiness.KEY);
  }

  /** Sets the key that percentages are sticky by, from the next transaction on. */
  void key(Optional<String> key) {
    connectionKey = key;
  }

  /**
   * A statement enters the running transaction, or begins one. Those of a batch enter one after the
   * other before the first is executed, and are one transaction.
   */
  void enter() throws SQLException {
    if (open && running == 0 && isIdle()) {
      end();
    }
    if (!open) {
      FlagSnapshot entered = epoch.enter();
      if (snapshot != entered) {
        snapshot = entered;
      }
      open = true;
      transactionHash = StickyHash.ofNumber(ThreadLocalRandom.current().nextLong());
      keyHash = currentKeyHash();
    }
    running++;
  }

  private long currentKeyHash() {
    if (!keys) {
      return connectionHash;
    }
    return ThreadKey.current()
        .or(() -> connectionKey)
        .map(StickyHash::ofKey)
        .orElse(connectionHash);
  }

  /** The statement that entered may write. */
  void writes() {
    wrote = true;
  }

  /**
   * A statement that entered is over. The routes are forgotten where the transaction is, as it is
   * after each statement in autocommit.
   */
  void leave() throws SQLException {
    if (running > 0) {
      running--;
    }
    if (open && running == 0 && (ended || isIdle())) {
      end();
    }
  }

  /**
   * The transaction was ended by a command. Another may be open already ({@code COMMIT AND CHAIN}):
   * it draws anew.
   */
  void commandEnded() {
    if (running == 0) {
      end();
    } else {
      ended = true;
    }
  }

  /**
   * A call that ends the transaction was tried. It is held to where it was not ended by that: one
   * that was begun by {@code BEGIN} in autocommit mode is not.
   */
  void endIfOver() throws SQLException {
    if (open && (physical.isClosed() || isIdle())) {
      end();
    }
  }

  private void end() {
    if (open) {
      for (int i = 0; i < touchedCount; i++) {
        drawn[touched[i]] = 0;
      }
      touchedCount = 0;
      open = false;
      epoch.exit();
    }
    running = 0;
    ended = false;
    wrote = false;
  }

  void close() {
    end();
    epoch.close();
  }

  /** Whether the server is in no transaction now. */
  private boolean isIdle() throws SQLException {
    return physical instanceof BaseConnection postgres
        ? postgres.getTransactionState() == TransactionState.IDLE
        : physical.getAutoCommit();
  }

  /** Whether the server waits for a rollback: it runs no statement until then. */
  boolean hasFailed() {
    return physical instanceof BaseConnection postgres
        && postgres.getTransactionState() == TransactionState.FAILED;
  }

  /** Whether statements of this migration must be refused, and why; null where they may run. */
  String objection(Migration migration) {
    int ordinal = migration.ordinal();
    if (snapshot.stage(ordinal).isRefused()) {
      return "no route of migration %s is safe now".formatted(migration.id());
    }
    if (snapshot.needsLease(ordinal) && !snapshot.mayRoute(System.nanoTime())) {
      return "this instance has lost its lease, and the fleet may have gone on without it";
    }
    return null;
  }

  /**
   * Whether the transaction must not be committed: it wrote, and the lease that it wrote under has
   * run out. What it wrote by its routes may be wrong by now, since the fleet may have gone on. An
   * operator waits for transactions that were open then ({@code RunningTransactions}); one whose
   * process was stopped between drawing its route and sending its first statement was not open yet,
   * and is caught here.
   */
  boolean mustNotCommit() {
    if (!open || !wrote || snapshot.mayRoute(System.nanoTime())) {
      return false;
    }
    for (int i = 0; i < touchedCount; i++) {
      if (snapshot.needsLease(touched[i])) {
        return true;
      }
    }
    return false;
  }

  /** The route of a migration if it is drawn, else null. */
  Route drawn(int migration) {
    int found = drawn[migration];
    return found == 0 ? null : ROUTES[found - 1];
  }

  /** The route of a migration in the running transaction. */
  @Override
  public Route of(int migration) {
    int found = drawn[migration];
    return found == 0 ? drawAndKeep(migration) : ROUTES[found - 1];
  }

  @SuppressWarnings("EnumOrdinal") // An index of this process only; nothing keeps it.
  private Route drawAndKeep(int migration) {
    Route route = draw(snapshot, migration);
    drawn[migration] = (byte) (route.ordinal() + 1);
    if (touchedCount == touched.length) {
      touched = Arrays.copyOf(touched, 2 * touchedCount);
    }
    touched[touchedCount++] = migration;
    return route;
  }

  /** Routes that a transaction would most likely take if it began now. */
  Routes likely(FlagSnapshot current) {
    if (open) {
      return this;
    }
    keyHash = currentKeyHash();
    return migration -> draw(current, migration);
  }

  private Route draw(FlagSnapshot from, int ordinal) {
    Stage stage = from.stage(ordinal);
    if (stage.isRefused()) {
      return Route.OLD;
    }
    Stickiness sticky = rules.migrations().get(ordinal).sticky();
    return stage.draw(
        switch (sticky) {
          case KEY -> keyHash;
          case CONNECTION -> connectionHash;
          case TRANSACTION -> transactionHash;
        });
  }
}
