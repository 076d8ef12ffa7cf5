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

  static Object of(Object value) {
    if (value instanceof byte[] bytes) {
      return bytes.clone();
    } else if (value instanceof java.util.Date date) {
      return date.clone();
    } else {
      return value;
    }
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
    return new SQLException("the stream of a parameter could not be read", "22000", e);
  }
}
