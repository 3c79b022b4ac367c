/** Tests of clips over HTTP. */
@NullMarked
package dev.yinsong.ingest.clip;

import org.jspecify.annotations.NullMarked;
