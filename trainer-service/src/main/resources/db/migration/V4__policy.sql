-- Where a voice's policy is not the service's. What is null is as configured.
create table voice_policy (
    voice            text primary key,
    manual_only      boolean,
    min_clips        integer,
    changed_clips    integer,
    quiet_seconds    double precision,
    cooldown_seconds double precision
);
