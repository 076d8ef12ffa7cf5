package dev.segue.migrator.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.segue.migrator.MigratorException;
import dev.segue.rules.sql.Inspection;
import dev.segue.rules.sql.LexicalSettings;
import dev.segue.rules.sql.Parser;
import dev.segue.rules.sql.SqlSyntaxException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code segue inspect}. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    description = {
      "Prints what the parser sees in an SQL text: relations, column references, written columns,"
          + " each with its offset in UTF-16 units from 0. Asks no database.",
      "Exits with 2 if the text cannot be read; with --jsonl the line says so, and the code is 0."
    })
final class InspectCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..1",
      paramLabel = "SQL",
      description = "The text; standard input if missing.")
  private String sql;

  @Option(
      names = "--jsonl",
      description =
          "Read one JSON object {\"sql\": …} a line, and print one a line: its fields with kind,"
              + " relations, columns and targets, or with error and position.")
  private boolean jsonl;

  @Option(names = "--json", description = "Print a JSON object.")
  private boolean json;

  @Option(
      names = "--jdbc",
      description = "Read the text as JDBC does: ? is a parameter, {fn …} an escape.")
  private boolean jdbc;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    if (jsonl) {
      inspectLines(in, out);
      return ExitCode.OK;
    }
    String text = sql != null ? sql : in.lines().collect(Collectors.joining("\n"));
    Map<String, Object> seen = inspect(text);
    if (json) {
      out.println(Json.line(seen));
    } else if (!seen.containsKey("error")) {
      print(out, seen);
    }
    if (seen.containsKey("error") && !json) {
      throw MigratorException.badInput(
          "the text cannot be read: " + seen.get("error"),
          "At offset %s.".formatted(seen.get("position")),
          "");
    }
    return seen.containsKey("error") ? ExitCode.BAD_INPUT : ExitCode.OK;
  }

  private void inspectLines(BufferedReader in, PrintWriter out) throws IOException {
    int number = 0;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      out.println(Json.line(inspect(textOf(line, number))));
    }
    out.flush();
  }

  private static String textOf(String line, int number) {
    try {
      JsonNode text = Json.MAPPER.readTree(line).get("sql");
      if (text != null && text.isTextual()) {
        return text.textValue();
      }
    } catch (JsonProcessingException e) {
      throw MigratorException.badInput(
          "line %d is not JSON".formatted(number), e.getOriginalMessage() + ".", "");
    }
    throw MigratorException.badInput(
        "line %d has no text \"sql\"".formatted(number), "", "Write {\"sql\": \"SELECT 1\"}.");
  }

  private Map<String, Object> inspect(String text) {
    Map<String, Object> map = new LinkedHashMap<>();
    try {
      Inspection seen =
          Inspection.of(Parser.parse(text, jdbc ? LexicalSettings.JDBC : LexicalSettings.POSTGRES));
      map.put("kind", seen.kind());
      map.put("sql", text);
      map.put("relations", seen.relations().stream().map(InspectCommand::relation).toList());
      map.put(
          "columns", seen.columns().stream().map(c -> at("fields", c.fields(), c.at())).toList());
      map.put("targets", seen.targets().stream().map(t -> at("name", t.name(), t.at())).toList());
    } catch (SqlSyntaxException e) {
      map.put("sql", text);
      map.put("error", e.getMessage());
      map.put("position", e.position());
    }
    return map;
  }

  private static Map<String, Object> at(String key, Object value, int at) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(key, value);
    map.put("at", at);
    return map;
  }

  private static Map<String, Object> relation(Inspection.Relation relation) {
    Map<String, Object> map = new LinkedHashMap<>();
    relation.schema().ifPresent(schema -> map.put("schema", schema));
    map.put("name", relation.name());
    relation.alias().ifPresent(alias -> map.put("alias", alias));
    map.put("at", relation.at());
    return map;
  }

  private static void print(PrintWriter out, Map<String, Object> seen) {
    out.println(seen.get("kind"));
    for (String part : List.of("relations", "columns", "targets")) {
      out.println(part + ":");
      for (Object entry : (List<?>) seen.get(part)) {
        out.println("  " + Json.line(entry));
      }
    }
  }
}
