-- A version that was trained elsewhere comes from a run that only took it over.
alter table run drop constraint run_origin_check;
alter table run add constraint run_origin_check check (origin in ('automatic', 'manual', 'import'));
