package dev.segue.migrator.backfill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/** A key in the form in which the control table keeps it: a JSON array of texts. */
final class KeyText {

  private static final ObjectMapper JSON = new ObjectMapper();

  private KeyText() {}

  static String write(List<String> key) {
    try {
      return JSON.writeValueAsString(key);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static List<String> read(String text) {
    try {
      return JSON.readValue(text, new TypeReference<List<String>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("segue.backfill holds a key that is no JSON array", e);
    }
  }
}
