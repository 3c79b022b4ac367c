/** Tests of requests that are sent again. */
@NullMarked
package dev.yinsong.ingest.idempotency;

import org.jspecify.annotations.NullMarked;
