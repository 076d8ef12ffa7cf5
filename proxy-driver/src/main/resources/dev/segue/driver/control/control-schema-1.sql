-- Segue's control tables, version 1. Executed as one transaction by the operator's commands.

CREATE SCHEMA segue;
COMMENT ON SCHEMA segue IS 'Control tables of Segue (flags, fleet, progress of migrations)';

CREATE TABLE segue.control (
  singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  version integer NOT NULL
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
  started_at timestamptz NOT NULL DEFAULT now(),
  lease_until timestamptz NOT NULL
);

CREATE TABLE segue.migration (
  id text PRIMARY KEY,
  old_shape_current boolean NOT NULL DEFAULT true,
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

-- Whoever changes a flag, Togglz's console included: the set of flags is another one, and a
-- migration whose rows are no longer written in both shapes has lost what was proven of it.
CREATE FUNCTION segue.flags_changed() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  UPDATE segue.epoch SET epoch = epoch + 1, changed_at = clock_timestamp();

  UPDATE segue.verification v SET stale = true
  WHERE NOT v.stale AND v.direction = 'up' AND NOT EXISTS (
    SELECT FROM segue.flag f
    WHERE f.feature_name = v.migration || '.write-new' AND f.feature_enabled > 0);

  UPDATE segue.backfill b SET state = 'stale'
  WHERE b.state <> 'stale' AND b.direction = 'up' AND NOT EXISTS (
    SELECT FROM segue.flag f
    WHERE f.feature_name = b.migration || '.write-new' AND f.feature_enabled > 0);

  INSERT INTO segue.migration (id, old_shape_current)
  SELECT left(f.feature_name, -length('.retire-old')), false
  FROM segue.flag f
  WHERE f.feature_name LIKE '%.retire-old' AND f.feature_enabled > 0
  ON CONFLICT (id) DO UPDATE SET old_shape_current = false
  WHERE migration.old_shape_current;

  UPDATE segue.verification v SET stale = true
  WHERE NOT v.stale AND v.direction = 'down' AND EXISTS (
    SELECT FROM segue.flag f
    WHERE f.feature_name = v.migration || '.retire-old' AND f.feature_enabled > 0);

  UPDATE segue.backfill b SET state = 'stale'
  WHERE b.state <> 'stale' AND b.direction = 'down' AND EXISTS (
    SELECT FROM segue.flag f
    WHERE f.feature_name = b.migration || '.retire-old' AND f.feature_enabled > 0);

  RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION segue.flags_changed() FROM PUBLIC;

CREATE TRIGGER flags_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON segue.flag
  FOR EACH STATEMENT EXECUTE FUNCTION segue.flags_changed();

INSERT INTO segue.control (version) VALUES (1);
