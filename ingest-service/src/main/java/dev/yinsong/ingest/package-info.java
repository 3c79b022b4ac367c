/** TODO ingest. */
@NullMarked
package dev.yinsong.ingest;

import org.jspecify.annotations.NullMarked;
