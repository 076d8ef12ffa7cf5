package dev.segue.benchmarks;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;

/** Something that stands between an application and a JDBC driver. */
public interface Wrapping {

  /** The name by which it is asked for. */
  String name();

  /**
   * Opens a connection through it.
   *
   * @param url the wrapped driver's URL
   */
  Open open(String url) throws SQLException;

  /** A connection and what has to be closed after it. */
  record Open(Connection connection, AutoCloseable source) implements AutoCloseable {

    /** A connection that stands for itself. */
    public Open(Connection connection) {
      this(connection, () -> {});
    }

    @Override
    public void close() throws Exception {
      connection.close();
      source.close();
    }
  }

  /** Brings more of them: found by {@link ServiceLoader}, so that no peer need be there. */
  interface Provider {
    /** What it brings. */
    List<Wrapping> wrappings();
  }

  /** What others have made: HikariCP's, and what is found. */
  static List<Wrapping> peers() {
    List<Wrapping> peers = new ArrayList<>();
    peers.add(OwnWrapping.HIKARI);
    ServiceLoader.load(Provider.class).forEach(provider -> peers.addAll(provider.wrappings()));
    return peers;
  }

  /** All that are there. */
  static List<Wrapping> all() {
    Set<Wrapping> all = new LinkedHashSet<>(List.of(OwnWrapping.values()));
    all.addAll(peers());
    return List.copyOf(all);
  }

  /** The one of a name. */
  static Wrapping named(String name) {
    return all().stream()
        .filter(wrapping -> wrapping.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    name + " is none of " + all().stream().map(Wrapping::name).toList()));
  }
}
