/** The way of events from the database to Kafka. */
@NullMarked
package dev.yinsong.trainer.outbox;

import org.jspecify.annotations.NullMarked;
