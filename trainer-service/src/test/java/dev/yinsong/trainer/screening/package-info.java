@NullMarked
package dev.yinsong.trainer.screening;

import org.jspecify.annotations.NullMarked;
