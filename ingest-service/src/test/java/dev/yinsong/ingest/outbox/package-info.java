/** Tests of the way to Kafka. */
@NullMarked
package dev.yinsong.ingest.outbox;

import org.jspecify.annotations.NullMarked;
