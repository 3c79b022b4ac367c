/** Tests of the service. */
@NullMarked
package dev.yinsong.trainer;

import org.jspecify.annotations.NullMarked;
