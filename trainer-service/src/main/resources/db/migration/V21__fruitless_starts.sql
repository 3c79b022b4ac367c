-- A run is given up when starts come to nothing, not when it was often stopped and got further each time.
alter table run add column fruitless_starts integer not null default 0;
