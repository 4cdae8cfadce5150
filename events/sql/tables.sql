-- The tables of the log. `stream.version` is the only thing in them that ever changes.

CREATE TABLE eventlog.stream (
    id uuid PRIMARY KEY,
    category text NOT NULL CHECK (category ~ '^[a-z][a-z0-9_-]*$'),
    log uuid NOT NULL,
    version bigint NOT NULL CHECK (version > 0)
) WITH (fillfactor = 70);

-- payload and meta are `json`, not `jsonb`: they keep the exact bytes that the leaf covers.
CREATE TABLE eventlog.event (
    event_id uuid PRIMARY KEY,
    stream uuid NOT NULL,
    version bigint NOT NULL,
    type text NOT NULL CHECK (type ~ '^[a-z][a-z0-9_.-]*$'),
    schema_version integer NOT NULL,
    payload json NOT NULL CHECK (json_typeof(payload) = 'object'),
    meta json NOT NULL CHECK (json_typeof(meta) = 'object'),
    actor uuid NOT NULL,
    recorded_at timestamptz NOT NULL,
    leaf bytea NOT NULL,
    request text GENERATED ALWAYS AS (meta ->> 'request') STORED,
    command text GENERATED ALWAYS AS (meta ->> 'command') STORED,
    causation text GENERATED ALWAYS AS (meta ->> 'causation') STORED,
    correlation text GENERATED ALWAYS AS (meta ->> 'correlation') STORED,
    job text GENERATED ALWAYS AS (meta ->> 'job') STORED,
    worker text GENERATED ALWAYS AS (meta ->> 'worker') STORED,
    UNIQUE (stream, version)
);

-- The sequence must not be cached: an event caused by another has to draw the later value.
CREATE TABLE eventlog.pending (
    seq bigint GENERATED ALWAYS AS IDENTITY (CACHE 1) PRIMARY KEY,
    event_id uuid NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

CREATE TABLE eventlog.log (
    log uuid NOT NULL,
    position bigint NOT NULL CHECK (position > 0),
    number bigint NOT NULL UNIQUE CHECK (number > 0),
    event_id uuid NOT NULL UNIQUE,
    leaf bytea NOT NULL,
    sequenced_at timestamptz NOT NULL,
    PRIMARY KEY (log, position)
);

CREATE TABLE eventlog.checkpoint (
    log uuid NOT NULL,
    size bigint NOT NULL CHECK (size > 0),
    root bytea NOT NULL CHECK (length(root) = 32),
    note text NOT NULL,
    PRIMARY KEY (log, size)
);
