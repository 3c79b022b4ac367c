/** When a voice is trained by itself. */
@NullMarked
package dev.yinsong.trainer.policy;

import org.jspecify.annotations.NullMarked;
