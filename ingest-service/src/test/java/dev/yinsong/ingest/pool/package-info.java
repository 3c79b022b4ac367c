/** Tests of the pool. */
@NullMarked
package dev.yinsong.ingest.pool;

import org.jspecify.annotations.NullMarked;
