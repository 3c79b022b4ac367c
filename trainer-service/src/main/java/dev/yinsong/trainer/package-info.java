/** Trains voices: takes in announced clips, runs joint fine-tuning, judges the result and publishes it. */
@NullMarked
package dev.yinsong.trainer;

import org.jspecify.annotations.NullMarked;
