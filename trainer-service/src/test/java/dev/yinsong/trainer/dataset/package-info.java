/** Tests of the dataset package. */
@NullMarked
package dev.yinsong.trainer.dataset;

import org.jspecify.annotations.NullMarked;
