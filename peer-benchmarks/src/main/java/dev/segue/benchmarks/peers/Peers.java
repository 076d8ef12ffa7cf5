package dev.segue.benchmarks.peers;

import dev.segue.benchmarks.Wrapping;
import java.util.List;

/** Found by {@link java.util.ServiceLoader}. */
public final class Peers implements Wrapping.Provider {

  /** Called by the loader. */
  public Peers() {}

  @Override
  public List<Wrapping> wrappings() {
    return List.of(Peer.values());
  }
}
