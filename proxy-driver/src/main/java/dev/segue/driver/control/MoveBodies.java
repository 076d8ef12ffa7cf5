package dev.segue.driver.control;

/**
 * The bodies of the functions by which a column moves to a related table, with parts in braces that
 * {@link MoveObjects} puts in.
 */
final class MoveBodies {

  private MoveBodies() {}

  static final String PUT =
      """
      DECLARE
        notes text := coalesce(current_setting({notes}, true), '');
        head text := E'\\n' || to_json($1::text)::text || ':';
        said text := coalesce(to_json($2::text)::text, 'null');
        place integer;
      BEGIN
        IF notes = '' AND NOT {applied} THEN
          {fail_unapplied}
        END IF;
        IF $1 IS NULL THEN
          IF $2 IS NOT NULL THEN
            {fail_alone}
          END IF;
          IF position(E'\\n-' IN notes) = 0 THEN
            PERFORM set_config({notes}, notes || E'\\n-', true);
          END IF;
          RETURN NULL;
        END IF;
        place := position(head IN notes);
        IF place = 0 THEN
          PERFORM set_config({notes}, notes || head || said, true);
        ELSIF split_part(substr(notes, place + length(head)), E'\\n', 1) <> said THEN
          {fail}
        END IF;
        RETURN $1;
      END""";

  static final String KEEP =
      """
      BEGIN
        IF current_setting({kept}, true) IS DISTINCT FROM statement_timestamp()::text THEN
          PERFORM set_config({kept}, statement_timestamp()::text, true);
        END IF;
        RETURN $1;
      END""";

  static final String APPLY =
      """
      DECLARE
        notes text := current_setting({notes}, true);
        before text := current_setting({following}, true);
        head text;
        place integer;
        said text;
        known text;
        written record;
        old_follows boolean;
      BEGIN
        IF pg_trigger_depth() > 1 THEN
          RETURN NULL;
        END IF;
        IF {is_kept} THEN
          IF {old_follows} THEN
            {follow_kept}
          END IF;
          RETURN NULL;
        END IF;
        IF notes IS NULL OR notes = '' THEN
          RETURN NULL;
        END IF;
        PERFORM set_config({notes}, '', true);
        old_follows := {old_follows};
        FOR written IN
          SELECT n.{reference} AS reference, count(*) AS many FROM segue_new AS n
          WHERE n.{reference} IS NOT NULL GROUP BY n.{reference} ORDER BY n.{reference}
        LOOP
          head := E'\\n' || to_json(written.reference::text)::text || ':';
          place := position(head IN notes);
          CONTINUE WHEN place = 0;
          said := split_part(substr(notes, place + length(head)), E'\\n', 1)::json #>> '{}';
          SELECT t.{name}::text INTO known FROM {target} AS t WHERE t.{key} = written.reference
            FOR NO KEY UPDATE;
          CONTINUE WHEN NOT FOUND;
          PERFORM set_config({following}, 'on', true);
          IF known COLLATE "C" IS DISTINCT FROM said COLLATE "C" THEN
            IF {others} THEN
              {fail}
            END IF;
            {check_isolation}
            UPDATE {target} AS t SET {name} = said::{type} WHERE t.{key} = written.reference;
          ELSIF said IS NULL AND NOT {others} THEN
            UPDATE {target} AS t SET {name} = t.{name} WHERE t.{key} = written.reference;
          END IF;
          IF old_follows THEN
            EXECUTE {follow} USING said, written.reference;
          END IF;
          PERFORM set_config({following}, coalesce(before, ''), true);
        END LOOP;
        IF old_follows AND position(E'\\n-' IN notes) > 0 THEN
          PERFORM set_config({following}, 'on', true);
          EXECUTE {alone};
          PERFORM set_config({following}, coalesce(before, ''), true);
        END IF;
        RETURN NULL;
      END""";

  static final String TO_NEW =
      """
      DECLARE
        known text;
        said text;
        written record;
        before text := current_setting({following}, true);
      BEGIN
        IF before = 'on'
           OR (pg_trigger_depth() = 1 AND (current_setting({notes}, true) <> '' OR {is_kept})) THEN
          RETURN NULL;
        END IF;
        FOR written IN EXECUTE CASE TG_OP WHEN 'INSERT' THEN {inserted} ELSE {updated} END LOOP
          said := written.said;
          IF written.reference IS NULL THEN
            IF said IS NOT NULL THEN
              {fail_alone}
            END IF;
            CONTINUE;
          END IF;
          SELECT t.{name}::text INTO known FROM {target} AS t WHERE t.{key} = written.reference
            FOR NO KEY UPDATE;
          CONTINUE WHEN NOT FOUND;
          IF EXISTS (SELECT FROM {source} AS s WHERE s.{reference} = written.reference
                     AND s.{column}::text COLLATE "C" IS DISTINCT FROM said COLLATE "C") THEN
            {fail}
          END IF;
          PERFORM set_config({following}, 'on', true);
          IF known COLLATE "C" IS DISTINCT FROM said COLLATE "C" THEN
            {check_isolation}
            UPDATE {target} AS t SET {name} = said::{type} WHERE t.{key} = written.reference;
          ELSIF said IS NULL AND NOT {others} THEN
            UPDATE {target} AS t SET {name} = t.{name} WHERE t.{key} = written.reference;
          END IF;
          PERFORM set_config({following}, coalesce(before, ''), true);
        END LOOP;
        RETURN NULL;
      END""";

  static final String INSERTED =
      """
      SELECT n.{reference} AS reference, n.{column}::text COLLATE "C" AS said, count(*) AS many
      FROM segue_new AS n GROUP BY 1, 2 ORDER BY 1, 2""";

  static final String UPDATED =
      """
      SELECT d.reference, d.said, count(*) AS many FROM (
        SELECT n.{reference} AS reference, n.{column}::text COLLATE "C" AS said FROM segue_new AS n
        EXCEPT ALL
        SELECT o.{reference}, o.{column}::text COLLATE "C" FROM segue_old AS o) AS d
      GROUP BY 1, 2 ORDER BY 1, 2""";

  static final String TO_OLD =
      """
      DECLARE
        before text := current_setting({following}, true);
      BEGIN
        IF before = 'on' THEN
          RETURN NEW;
        END IF;
        IF current_setting('transaction_isolation') <> 'read committed'
           AND NEW.{name}::text COLLATE "C" IS DISTINCT FROM OLD.{name}::text COLLATE "C"
           AND (OLD.{name} IS NOT NULL
                OR EXISTS (SELECT FROM {source} AS s WHERE s.{reference} = OLD.{key})) THEN
          {fail_isolation}
        END IF;
        PERFORM set_config({following}, 'on', true);
        UPDATE {source} AS s SET {column} = NEW.{name} WHERE s.{reference} = OLD.{key}
          AND s.{column}::text COLLATE "C" IS DISTINCT FROM NEW.{name}::text COLLATE "C";
        PERFORM set_config({following}, coalesce(before, ''), true);
        RETURN NEW;
      END""";

  static final String VALUE =
      """
      DECLARE
        found_value {type};
        said {type};
      BEGIN
        SELECT t.{name} INTO found_value FROM {target} AS t WHERE t.{key} = $1 FOR NO KEY UPDATE;
        IF NOT {old_follows} THEN
          SELECT s.{column} INTO said FROM {source} AS s WHERE s.{reference} = $1 LIMIT 1;
          IF FOUND THEN
            RETURN said;
          END IF;
        END IF;
        RETURN found_value;
      END""";

  static final String NEWEST =
      """
      BEGIN
        RETURN (SELECT t.{name} FROM {target} AS t WHERE t.{key} = $1);
      END""";

  static final String WRITTEN =
      """
      DECLARE
        notes text := coalesce(current_setting({notes}, true), '');
        head text := E'\\n' || to_json($1::text)::text || ':';
        place integer := position(head IN notes);
      BEGIN
        IF place > 0 THEN
          RETURN (split_part(substr(notes, place + length(head)), E'\\n', 1)::json #>> '{}')::{type};
        END IF;
        RETURN (SELECT t.{name} FROM {target} AS t WHERE t.{key} = $1);
      END""";

  static final String KNOWN =
      """
      DECLARE
        said {type};
      BEGIN
        SELECT s.{column} INTO said FROM {source} AS s WHERE s.{reference} = $1 LIMIT 1;
        IF FOUND THEN
          RETURN said;
        END IF;
        RETURN (SELECT t.{name} FROM {target} AS t WHERE t.{key} = $1);
      END""";

  static final String FAIL =
      """
      RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = %s, DETAIL = %s, HINT = %s;""";

  static final String FOLLOW =
      """
      UPDATE {source} AS s SET {column} = $1::{type} WHERE s.{reference} = $2
        AND s.{column}::text COLLATE "C" IS DISTINCT FROM $1""";

  static final String FOLLOW_KEPT =
      """
      PERFORM set_config({following}, 'on', true);
      FOR written IN
        SELECT DISTINCT n.{reference} AS reference FROM segue_new AS n ORDER BY n.{reference}
      LOOP
        IF written.reference IS NULL THEN
          EXECUTE {alone};
          CONTINUE;
        END IF;
        SELECT t.{name}::text INTO known FROM {target} AS t WHERE t.{key} = written.reference
          FOR NO KEY UPDATE;
        IF FOUND THEN
          EXECUTE {follow} USING known, written.reference;
        END IF;
      END LOOP;
      PERFORM set_config({following}, coalesce(before, ''), true);""";

  static final String ALONE =
      """
      UPDATE {source} AS s SET {column} = NULL WHERE s.{reference} IS NULL
        AND s.{column} IS NOT NULL""";
}
