/** Benchmarks of the networks at full size, on one machine and in one run. */
@NullMarked
package dev.yinsong.bench;

import org.jspecify.annotations.NullMarked;
