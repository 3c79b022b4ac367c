-- What is known of each voice, and the run and version counters that belong to it.
create table voice (
    name             text primary key,
    changed_at       timestamptz not null default now(), -- when its clips last changed
    revision         bigint      not null default 1,     -- counts the changes of its clips
    trained_revision bigint      not null default 0,     -- the revision that the last run took
    last_version     integer     not null default 0      -- the highest version ever given out
);

create table clip (
    id              uuid primary key,
    voice           text             not null references voice (name),
    language        text             not null,
    text            text             not null,
    seconds         double precision not null,
    features_uri    text             not null,
    features_sha256 text             not null,
    features_bytes  bigint           not null,
    audio_uri       text             not null,
    audio_sha256    text             not null,
    audio_bytes     bigint           not null,
    added_at        timestamptz      not null default now(),
    removed_at      timestamptz
);
create index clip_voice on clip (voice) where removed_at is null;

-- Events that were consumed: a redelivery finds its id here and changes nothing.
create table seen_event (
    id      uuid primary key,
    seen_at timestamptz not null default now()
);

create table run (
    id                 uuid primary key,
    voice              text        not null references voice (name),
    state              text        not null
        check (state in ('queued', 'running', 'published', 'rejected', 'failed', 'cancelled')),
    origin             text        not null check (origin in ('automatic', 'manual')),
    mode               text        not null,
    overrides          text        not null, -- what was asked for, as JSON
    plan               text,                 -- what that came to when the run was first taken, as JSON
    revision           bigint,               -- the revision of the voice's clips that it trains on
    clips              integer     not null default 0,
    held_out_clips     integer     not null default 0,
    queued_at          timestamptz not null default now(),
    started_at         timestamptz,
    ended_at           timestamptz,
    step               integer     not null default 0,
    steps              integer     not null default 0,
    start_llm_nats     double precision,
    start_flow         double precision,
    end_llm_nats       double precision,
    end_flow           double precision,
    held_out_start_llm_nats double precision,
    held_out_start_flow     double precision,
    held_out_end_llm_nats   double precision,
    held_out_end_flow       double precision,
    stop_reason        text,
    failure            text,
    report             text,                 -- the gate's, as JSON
    version            integer,
    cancel_requested   boolean     not null default false,
    owner              text,                 -- who has the lease
    lease_until        timestamptz,
    attempts           integer     not null default 0,
    state_uri          text,                 -- the last saved state
    state_sha256       text,
    state_bytes        bigint,
    state_step         integer,
    last_event         bigint      not null default 0 -- the number of its newest event
);
create index run_voice on run (voice, queued_at desc);
create index run_open on run (queued_at) where state in ('queued', 'running');
-- One run a voice at a time; newer clips queue one more, never a pile.
create unique index run_one_running on run (voice) where state = 'running';
create unique index run_one_queued on run (voice) where state = 'queued';

-- The clips that a run trains on and is judged by: its lineage.
create table run_clip (
    run      uuid    not null references run (id),
    clip     uuid    not null references clip (id),
    held_out boolean not null,
    language text    not null,
    features_uri    text   not null,
    features_sha256 text   not null,
    features_bytes  bigint not null,
    primary key (run, clip)
);

-- Everything a run said, in order. Losses are raw.
create table run_event (
    run                uuid        not null references run (id),
    number             bigint      not null,
    kind               text        not null,
    at                 timestamptz not null,
    step               integer     not null,
    steps              integer     not null,
    llm_nats           double precision,
    flow               double precision,
    held_out_llm_nats  double precision,
    held_out_flow      double precision,
    learning_rate      double precision,
    message            text,
    primary key (run, number)
);

create table version (
    voice        text        not null references voice (name),
    number       integer     not null,
    run          uuid        not null references run (id),
    state        text        not null check (state in ('current', 'retired')),
    base_hash    text        not null,
    blob_uri     text        not null,
    blob_sha256  text        not null,
    blob_bytes   bigint      not null,
    report       text        not null, -- the gate's, as JSON
    published_at timestamptz not null default now(),
    primary key (voice, number)
);
create unique index version_one_current on version (voice) where state = 'current';

create table outbox (
    id         bigint generated by default as identity primary key,
    voice      text        not null,
    type       text        not null,
    body       text        not null,
    created_at timestamptz not null default now()
);
create index outbox_voice on outbox (voice, id);
