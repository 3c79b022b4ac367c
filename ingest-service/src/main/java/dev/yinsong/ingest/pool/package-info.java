/** The threads that compute, so that requests don't. */
@NullMarked
package dev.yinsong.ingest.pool;

import org.jspecify.annotations.NullMarked;
