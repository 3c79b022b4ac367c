/** The way of events from the database to Kafka. */
@NullMarked
package dev.yinsong.ingest.outbox;

import org.jspecify.annotations.NullMarked;
