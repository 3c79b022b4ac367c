-- A corrected clip has another fingerprint. By this one it is known when the file that it was made of is uploaded again.
alter table clip add column first_fingerprint text;
update clip set first_fingerprint = fingerprint;
alter table clip
    alter column first_fingerprint set not null,
    add constraint clip_first_once unique (voice, first_fingerprint);
