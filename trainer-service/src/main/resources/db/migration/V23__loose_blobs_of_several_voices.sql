-- Equal bytes are one blob: it stays while any voice that may need it has a run under way.
alter table loose_blob drop constraint loose_blob_pkey;
alter table loose_blob add primary key (sha256, voice);
-- One that can't be deleted is put off, so that it keeps none of the others.
alter table loose_blob add column due_at timestamptz not null default now();
