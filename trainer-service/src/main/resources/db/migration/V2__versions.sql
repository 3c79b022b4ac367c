-- Versions that the gate refused are kept as candidates, and any version may be made the current one (again).
alter table version drop constraint version_state_check;
alter table version add constraint version_state_check check (state in ('candidate', 'current', 'retired'));
alter table version add column made_at timestamptz;
update version set made_at = published_at;
alter table version alter column made_at set not null;
alter table version alter column published_at drop default;
alter table version alter column published_at drop not null; -- a candidate was never published
alter table version add column announcements integer not null default 0; -- how often it became the current one
update version set announcements = 1;

-- From a clip to the versions that learned from it.
create index run_clip_clip on run_clip (clip);
create index version_run on version (run);
