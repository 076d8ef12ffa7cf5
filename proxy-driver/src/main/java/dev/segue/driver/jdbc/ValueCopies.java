package dev.segue.driver.jdbc;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import java.util.LinkedHashMap;
import java.util.Map;
import org.postgresql.util.PGobject;

/** Copies of parameters that the application may change or use up once it has set them. */
final class ValueCopies {

  private static final int CHUNK = 8192;

  private ValueCopies() {}

  static byte[] of(byte[] value) {
    return value == null ? null : value.clone();
  }

  static Date of(Date value) {
    return value == null ? null : (Date) value.clone();
  }

  static Time of(Time value) {
    return value == null ? null : (Time) value.clone();
  }

  static Timestamp of(Timestamp value) {
    return value == null ? null : (Timestamp) value.clone();
  }

  /** A copy of what may change, or be used up, after it was set; else the value itself. */
  static Object of(Object value) throws SQLException {
    if (value instanceof java.util.Date date) {
      return date.clone();
    } else if (value instanceof Calendar calendar) {
      return calendar.clone();
    } else if (value instanceof PGobject object) {
      return ofCloneable(object);
    } else if (value instanceof Map<?, ?> map) {
      return new LinkedHashMap<>(map);
    } else if (value != null && value.getClass().isArray()) {
      return ofArray(value);
    } else {
      return value;
    }
  }

  private static Object ofCloneable(PGobject object) throws SQLException {
    try {
      return object.clone();
    } catch (CloneNotSupportedException e) {
      throw new SQLException("a parameter of %s cannot be copied".formatted(object.getClass()), e);
    }
  }

  private static Object ofArray(Object array) throws SQLException {
    if (array instanceof byte[] bytes) {
      return bytes.clone();
    } else if (array instanceof short[] numbers) {
      return numbers.clone();
    } else if (array instanceof int[] numbers) {
      return numbers.clone();
    } else if (array instanceof long[] numbers) {
      return numbers.clone();
    } else if (array instanceof float[] numbers) {
      return numbers.clone();
    } else if (array instanceof double[] numbers) {
      return numbers.clone();
    } else if (array instanceof boolean[] truths) {
      return truths.clone();
    } else if (array instanceof char[] characters) {
      return characters.clone();
    }
    Object[] copy = ((Object[]) array).clone();
    for (int i = 0; i < copy.length; i++) {
      Object element = of(copy[i]);
      // Of a map that is no LinkedHashMap the array may hold no copy.
      if (copy.getClass().getComponentType().isInstance(element)) {
        copy[i] = element;
      }
    }
    return copy;
  }

  /** What a stream held; a stream that was {@code null} is so again. */
  record Bytes(byte[] content) {
    InputStream open() {
      return content == null ? null : new ByteArrayInputStream(content);
    }
  }

  /** What a reader held. */
  record Text(String content) {
    Reader open() {
      return content == null ? null : new StringReader(content);
    }
  }

  static Bytes of(InputStream stream) throws SQLException {
    return of(stream, Long.MAX_VALUE);
  }

  /** Reads at most {@code length} bytes, as the driver would; a negative one is its to refuse. */
  static Bytes of(InputStream stream, long length) throws SQLException {
    if (stream == null) {
      return new Bytes(null);
    }
    try {
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      byte[] chunk = new byte[CHUNK];
      long left = length;
      while (left > 0) {
        int read = stream.read(chunk, 0, (int) Math.min(CHUNK, left));
        if (read < 0) {
          break;
        }
        content.write(chunk, 0, read);
        left -= read;
      }
      return new Bytes(content.toByteArray());
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  static Text of(Reader reader) throws SQLException {
    return of(reader, Long.MAX_VALUE);
  }

  /** Reads at most {@code length} characters. */
  static Text of(Reader reader, long length) throws SQLException {
    if (reader == null) {
      return new Text(null);
    }
    try {
      StringBuilder content = new StringBuilder();
      char[] chunk = new char[CHUNK];
      long left = length;
      while (left > 0) {
        int read = reader.read(chunk, 0, (int) Math.min(CHUNK, left));
        if (read < 0) {
          break;
        }
        content.append(chunk, 0, read);
        left -= read;
      }
      return new Text(content.toString());
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static SQLException unreadable(IOException e) {
    return new SQLException("the stream of a parameter could not be read", "58030", e);
  }
}
