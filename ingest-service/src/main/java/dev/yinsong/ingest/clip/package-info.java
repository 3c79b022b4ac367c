/** Clips: from an upload to audio and features in the store and an event in the outbox. */
@NullMarked
package dev.yinsong.ingest.clip;

import org.jspecify.annotations.NullMarked;
