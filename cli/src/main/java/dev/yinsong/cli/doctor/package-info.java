/** A model directory examined: whether it loads, and whether its networks compute what the reference computes. */
@NullMarked
package dev.yinsong.cli.doctor;

import org.jspecify.annotations.NullMarked;
