/** A real Kafka broker and a real PostgreSQL server, from Maven artifacts, for one machine and for tests. */
@NullMarked
package dev.yinsong.embedded;

import org.jspecify.annotations.NullMarked;
