-- While pods are exchanged one after another, those of the version before V21 go on saving clips, and name one fingerprint.
create function name_first_fingerprint() returns trigger language plpgsql as $$
begin
    new.first_fingerprint := coalesce(new.first_fingerprint, new.fingerprint);
    return new;
end
$$;
create trigger clip_first_fingerprint before insert on clip
    for each row execute function name_first_fingerprint();
