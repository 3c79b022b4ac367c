/** Tests of what can be observed. */
@NullMarked
package dev.yinsong.observation;

import org.jspecify.annotations.NullMarked;
