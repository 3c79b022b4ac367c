/** Tests of voices over HTTP. */
@NullMarked
package dev.yinsong.ingest.voice;

import org.jspecify.annotations.NullMarked;
