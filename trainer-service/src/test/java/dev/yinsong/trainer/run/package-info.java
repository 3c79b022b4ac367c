/** Tests of the run package. */
@NullMarked
package dev.yinsong.trainer.run;

import org.jspecify.annotations.NullMarked;
