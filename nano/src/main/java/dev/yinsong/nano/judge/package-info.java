/** Measures how well a model can be understood, with a recogniser that has nothing to do with it. */
@NullMarked
package dev.yinsong.nano.judge;

import org.jspecify.annotations.NullMarked;
