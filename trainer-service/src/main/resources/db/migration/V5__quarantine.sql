-- Clips whose text does not seem to be what is said in them wait for their owner and are not trained on.
alter table clip add column accepted boolean not null default false; -- the owner vouches for text and sound
alter table clip add column quarantined_at timestamptz;
alter table clip add column quarantine_reason text;

-- How well a clip's text goes with its sound, as a base model hears it. The features hold both.
create table clip_match (
    features_sha256 text             not null,
    base_hash       text             not null,
    contrast_nats   double precision not null, -- a speech token, against other texts; the lower the better
    primary key (features_sha256, base_hash)
);

alter table run add column screened boolean not null default false; -- whether its clips were looked through
