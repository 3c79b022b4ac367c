-- Answers by the Idempotency-Key of their request, so that a request that is sent again gets the same one.
create table idempotency_key (
    key         text primary key,
    fingerprint text        not null,               -- of method, address and body
    claimed_at  timestamptz not null default now(),
    status      integer,                            -- null while the first request is being worked on
    location    text,
    etag        text,
    media_type  text,
    body        text
);
create index idempotency_key_claimed on idempotency_key (claimed_at);
