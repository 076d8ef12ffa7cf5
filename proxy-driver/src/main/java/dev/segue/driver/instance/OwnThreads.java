package dev.segue.driver.instance;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.ThreadFactory;

/**
 * Makes the threads of an instance: daemons that keep nothing of the thread which makes them.
 *
 * <p>That thread is an application's, and the instance may be shared with others: were its context
 * class loader, its inheritable thread locals or the classes on its stack handed on, an application
 * that is long stopped could not go.
 *
 * @param name of each thread
 */
record OwnThreads(String name) implements ThreadFactory {

  /** Before JDK 24 a thread remembers whose classes stood on the stack when it was made. */
  @Override
  @SuppressWarnings("removal")
  public Thread newThread(Runnable task) {
    return AccessController.doPrivileged((PrivilegedAction<Thread>) () -> made(task));
  }

  private Thread made(Runnable task) {
    Thread thread = new Thread(null, task, name, 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(OwnThreads.class.getClassLoader());
    return thread;
  }
}
