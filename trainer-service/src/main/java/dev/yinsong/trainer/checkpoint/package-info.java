/** The published versions of voices. */
@NullMarked
package dev.yinsong.trainer.checkpoint;

import org.jspecify.annotations.NullMarked;
