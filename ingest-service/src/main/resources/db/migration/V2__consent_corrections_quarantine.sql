alter table voice
    add column title             text,        -- what people call it, if not by its id
    add column consent_statement text,
    add column consent_by        text,
    add column consent_at        timestamptz,
    add column archived_at       timestamptz;

alter table clip
    add column original          text,        -- the recording as it came; clips of before have none
    add column state             text not null default 'ready' check (state in ('ready', 'quarantined')),
    add column quarantine_reason text,
    add column quarantine_score  double precision, -- nats a speech token over the voice's median
    add column accepted          boolean not null default false, -- somebody vouched for it
    add column revision          integer not null default 0,     -- counts its changes
    add column changed_at        timestamptz not null default now();
update clip set changed_at = created_at;

-- Blobs that a clip no longer needs. They are deleted when they are due, unless another clip has the same by then.
create table loose_blob (
    sha256 text primary key,
    blob   text        not null,
    due_at timestamptz not null
);
create index loose_blob_due on loose_blob (due_at);

create function blob_hash(blob text) returns text language sql immutable
    return substring(blob from '"sha256":"([0-9a-f]{64})"');
create index clip_audio_blob on clip (blob_hash(audio));
create index clip_features_blob on clip (blob_hash(features));
create index clip_original_blob on clip (blob_hash(original));
