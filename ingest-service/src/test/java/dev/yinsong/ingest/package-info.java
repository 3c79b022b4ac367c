/** Tests of the service as a whole. */
@NullMarked
package dev.yinsong.ingest;

import org.jspecify.annotations.NullMarked;
