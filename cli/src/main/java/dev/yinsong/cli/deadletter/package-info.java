/** Messages that no consumer could use: seen, understood, and sent again. */
@NullMarked
package dev.yinsong.cli.deadletter;

import org.jspecify.annotations.NullMarked;
