/** Requests that are sent again, and must not be done again. */
@NullMarked
package dev.yinsong.ingest.idempotency;

import org.jspecify.annotations.NullMarked;
