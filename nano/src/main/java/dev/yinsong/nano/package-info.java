/** TODO nano. */
@NullMarked
package dev.yinsong.nano;

import org.jspecify.annotations.NullMarked;
