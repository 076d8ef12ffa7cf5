-- Segue's control tables, version 1. Executed as one transaction by the operator's commands.

CREATE SCHEMA segue;
COMMENT ON SCHEMA segue IS 'Control tables of Segue (flags, fleet, progress of migrations)';

CREATE TABLE segue.control (
  singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  version integer NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

-- The form that Togglz's JDBCStateRepository reads and writes.
CREATE TABLE segue.flag (
  feature_name varchar(100) PRIMARY KEY,
  feature_enabled integer,
  strategy_id varchar(200),
  strategy_params varchar(2000)
);

CREATE TABLE segue.epoch (
  singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  epoch bigint NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT now()
);
INSERT INTO segue.epoch (epoch) VALUES (1);

CREATE TABLE segue.instance (
  id text PRIMARY KEY,
  application text NOT NULL,
  host text NOT NULL,
  epoch bigint NOT NULL,
  routes json NOT NULL,
  started_at timestamptz NOT NULL DEFAULT now(),
  lease_until timestamptz NOT NULL
);

-- A shape is kept while no transaction leaves it unwritten; how often it was left is counted, so
-- that a backfill or a verification can tell whether it happened under it.
CREATE TABLE segue.migration (
  id text PRIMARY KEY,
  old_current boolean NOT NULL DEFAULT true,
  old_kept boolean NOT NULL DEFAULT true,
  old_left bigint NOT NULL DEFAULT 0,
  new_kept boolean NOT NULL DEFAULT false,
  new_left bigint NOT NULL DEFAULT 0,
  constraints_handed_over boolean NOT NULL DEFAULT false
);

CREATE TABLE segue.verification (
  migration text NOT NULL,
  direction text NOT NULL CHECK (direction IN ('up', 'down')),
  finished_at timestamptz NOT NULL DEFAULT now(),
  rows bigint NOT NULL,
  differences bigint NOT NULL,
  clean boolean NOT NULL,
  stale boolean NOT NULL DEFAULT false,
  PRIMARY KEY (migration, direction)
);

CREATE TABLE segue.backfill (
  migration text NOT NULL,
  direction text NOT NULL CHECK (direction IN ('up', 'down')),
  state text NOT NULL CHECK (state IN ('running', 'done', 'stale')),
  last_key json,
  rows_seen bigint NOT NULL DEFAULT 0,
  rows_written bigint NOT NULL DEFAULT 0,
  started_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz,
  PRIMARY KEY (migration, direction)
);

-- What a migrating table's columns were, so that SELECT * keeps its order after they are dropped.
CREATE TABLE segue.old_column (
  table_schema text NOT NULL,
  table_name text NOT NULL,
  column_name text NOT NULL,
  migration text NOT NULL,
  position integer NOT NULL,
  type_formatted text NOT NULL,
  type_base text NOT NULL,
  type_modifier integer NOT NULL,
  default_expression text,
  not_null boolean NOT NULL,
  PRIMARY KEY (table_schema, table_name, column_name)
);

-- What an application's role may do to the tables above stands in these functions.

CREATE FUNCTION segue.next_epoch() RETURNS bigint
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  UPDATE segue.epoch SET epoch = epoch + 1, changed_at = clock_timestamp() RETURNING epoch
$$;

-- Records that from now on some transaction leaves a shape unwritten: what was proven of it is
-- stale, and a verification that is running proves nothing.
CREATE FUNCTION segue.shape_left(migration_id text, shape text) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  -- What changes flags and what leaves a shape lock in one order: the epoch before the migrations.
  PERFORM FROM segue.epoch FOR UPDATE;
  INSERT INTO segue.migration (id) VALUES (migration_id) ON CONFLICT DO NOTHING;
  IF shape = 'old' THEN
    UPDATE segue.migration SET old_current = false, old_kept = false, old_left = old_left + 1
    WHERE id = migration_id AND (old_current OR old_kept);
  ELSE
    UPDATE segue.migration SET new_kept = false, new_left = new_left + 1
    WHERE id = migration_id AND new_kept;
  END IF;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  UPDATE segue.verification v SET stale = true
  WHERE v.migration = migration_id AND (shape = 'new' OR v.direction = 'down');
  UPDATE segue.backfill b SET state = 'stale'
  WHERE b.migration = migration_id
    AND b.direction = CASE shape WHEN 'old' THEN 'down' ELSE 'up' END;
  PERFORM segue.next_epoch();
END
$$;

-- Whoever changes a flag, Togglz's console included: the set of flags is another one, and while
-- write-new is off the new shape counts as left, whether or not an instance is there to say so; so
-- does an old shape that is on its way back, while retire-old is on.
CREATE FUNCTION segue.flags_changed() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  PERFORM segue.next_epoch();
  PERFORM segue.shape_left(m.id, 'new')
  FROM segue.migration m
  WHERE m.new_kept AND NOT EXISTS (
    SELECT FROM segue.flag f
    WHERE f.feature_name = m.id || '.write-new' AND f.feature_enabled > 0);
  PERFORM segue.shape_left(m.id, 'old')
  FROM segue.migration m
  WHERE m.old_kept AND NOT m.old_current AND EXISTS (
    SELECT FROM segue.flag f
    WHERE f.feature_name = m.id || '.retire-old' AND f.feature_enabled > 0);
  RETURN NULL;
END
$$;

CREATE TRIGGER flags_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON segue.flag
  FOR EACH STATEMENT EXECUTE FUNCTION segue.flags_changed();

-- What a statement writes to two tables is counted by it: UPDATE segue.counted SET zero = 0 FROM rows
-- keeps nothing, has as many rows as it is joined with for its update count, and may return them.
CREATE VIEW segue.counted AS SELECT 0 AS zero;

CREATE FUNCTION segue.count_row() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN NEW;
END
$$;

CREATE TRIGGER count_row INSTEAD OF UPDATE ON segue.counted
  FOR EACH ROW EXECUTE FUNCTION segue.count_row();

-- Fails instead of giving a value: what a rewritten statement finds wrong while it is executed.
CREATE FUNCTION segue.fail(value anyelement, state text, message text) RETURNS anyelement
  LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = state, MESSAGE = message;
END
$$;

REVOKE ALL ON FUNCTION segue.next_epoch(), segue.shape_left(text, text), segue.flags_changed()
  FROM PUBLIC;

INSERT INTO segue.control (version) VALUES (1);
