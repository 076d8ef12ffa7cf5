package dev.segue.driver.instance;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Something that a thread of its own makes, while whoever wants it does something else. Of one
 * thread but for the making.
 */
final class Meanwhile<T> {

  private final CompletableFuture<T> made = new CompletableFuture<>();

  private Meanwhile() {}

  /**
   * Begins.
   *
   * @param thread the thread's name; it ends with the making
   */
  static <T> Meanwhile<T> of(String thread, Supplier<T> making) {
    Meanwhile<T> meanwhile = new Meanwhile<>();
    Runnable work = () -> meanwhile.make(making);
    try {
      new OwnThreads(thread).newThread(work).start();
    } catch (OutOfMemoryError noThreadIsLeft) {
      work.run();
    }
    return meanwhile;
  }

  private void make(Supplier<T> making) {
    try {
      made.complete(making.get());
    } catch (RuntimeException | Error e) {
      made.completeExceptionally(e);
    }
  }

  /** Waits until it is made, or until that has failed. */
  Optional<T> over() {
    return made.handle((result, failure) -> Optional.ofNullable(result)).join();
  }

  /** Waits for what is made; throws what the making threw. */
  T get() {
    try {
      return made.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e.getCause();
    }
  }
}
