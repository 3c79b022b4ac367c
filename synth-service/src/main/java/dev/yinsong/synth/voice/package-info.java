/** The voices that this pod can speak with: followed, verified, swapped and retired. */
@NullMarked
package dev.yinsong.synth.voice;

import org.jspecify.annotations.NullMarked;
