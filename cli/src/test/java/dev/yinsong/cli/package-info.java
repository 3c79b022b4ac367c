/** Tests. */
@NullMarked
package dev.yinsong.cli;

import org.jspecify.annotations.NullMarked;
