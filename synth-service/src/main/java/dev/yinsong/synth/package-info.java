/** TODO synth. */
@NullMarked
package dev.yinsong.synth;

import org.jspecify.annotations.NullMarked;
