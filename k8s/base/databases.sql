-- Beside ingest, which the server creates itself.
create database trainer owner yinsong;
