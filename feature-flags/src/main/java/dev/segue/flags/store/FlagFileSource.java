package dev.segue.flags.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.togglz.core.repository.property.PropertySource;

/**
 * What Togglz's property repository reads and writes: a file, read anew each time, or properties
 * that were read before and stay as they are.
 */
final class FlagFileSource implements PropertySource {

  private final FlagFile file;
  private volatile Properties values;

  /** A source over a file. */
  FlagFileSource(FlagFile file) {
    this.file = file;
    this.values = new Properties();
  }

  /** A source that never changes. */
  FlagFileSource(Properties values) {
    this.file = null;
    this.values = values;
  }

  @Override
  public void reloadIfUpdated() {
    if (file != null) {
      try {
        values = FlagFile.parse(file.read());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public Set<String> getKeysStartingWith(String prefix) {
    return values.stringPropertyNames().stream()
        .filter(key -> key.startsWith(prefix))
        .collect(Collectors.toSet());
  }

  @Override
  public String getValue(String key, String defaultValue) {
    return values.getProperty(key, defaultValue);
  }

  @Override
  public Editor getEditor() {
    if (file == null) {
      throw new UnsupportedOperationException("these flags are read-only");
    }
    return new FileEditor();
  }

  private final class FileEditor implements Editor {

    private final Map<String, String> changes = new LinkedHashMap<>();

    @Override
    public void setValue(String key, String value) {
      changes.put(key, value);
    }

    @Override
    public void removeKeysStartingWith(String prefix) {
      getKeysStartingWith(prefix).forEach(key -> changes.put(key, null));
    }

    @Override
    public void commit() {
      try {
        file.change(changes);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
