/** Tests. */
@NullMarked
package dev.yinsong.cli.terminal;

import org.jspecify.annotations.NullMarked;
