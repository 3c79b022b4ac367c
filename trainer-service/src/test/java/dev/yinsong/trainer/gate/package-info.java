/** Tests of the gate package. */
@NullMarked
package dev.yinsong.trainer.gate;

import org.jspecify.annotations.NullMarked;
