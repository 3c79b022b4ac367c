-- Blobs that were let go of: deleted once no version mentions them and their voice has no run under way.
create table loose_blob (
    sha256 text primary key,
    uri text not null,
    bytes bigint not null,
    voice text not null
);
