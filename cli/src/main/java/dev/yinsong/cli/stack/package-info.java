/** Kafka, PostgreSQL and the three services on one machine, started, watched and stopped together. */
@NullMarked
package dev.yinsong.cli.stack;

import org.jspecify.annotations.NullMarked;
