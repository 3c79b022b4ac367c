/** What every part of Yinsong shares: events, blobs, problems, audio, text, speech tokens and tensor files. */
@NullMarked
package dev.yinsong.common;

import org.jspecify.annotations.NullMarked;
