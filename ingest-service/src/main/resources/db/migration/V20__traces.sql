-- What is done later goes on with the trace of what caused it: a W3C traceparent.
alter table outbox add column traceparent text;
