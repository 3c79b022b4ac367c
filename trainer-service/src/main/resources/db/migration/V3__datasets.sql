-- Each change of a voice's clips makes a new dataset; its number is the voice's revision.
create table dataset (
    voice    text        not null references voice (name),
    revision bigint      not null,
    made_at  timestamptz not null default now(),
    primary key (voice, revision)
);

-- From which dataset to before which one a clip belongs to them, as it was then.
create table dataset_clip (
    clip           uuid             not null references clip (id),
    since          bigint           not null,
    until          bigint,
    voice          text             not null references voice (name),
    language       text             not null,
    text           text             not null,
    seconds        double precision not null,
    features_bytes bigint           not null,
    audio_bytes    bigint           not null,
    primary key (clip, since)
);
create index dataset_clip_voice on dataset_clip (voice, since);

insert into dataset (voice, revision, made_at) select name, revision, changed_at from voice;
insert into dataset_clip (clip, since, voice, language, text, seconds, features_bytes, audio_bytes)
    select c.id, v.revision, c.voice, c.language, c.text, c.seconds, c.features_bytes, c.audio_bytes
    from clip c join voice v on v.name = c.voice
    where c.removed_at is null;
