/** Whether a trained candidate may become a version. */
@NullMarked
package dev.yinsong.trainer.gate;

import org.jspecify.annotations.NullMarked;
