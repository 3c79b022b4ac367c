/** A clip as the trainer sees it: text tokens, speech tokens, mel frames and the speaker. */
@NullMarked
package dev.yinsong.common.feature;

import org.jspecify.annotations.NullMarked;
