/** Whether the text of a clip is what is said in it. */
@NullMarked
package dev.yinsong.trainer.screening;

import org.jspecify.annotations.NullMarked;
