/** Tests. */
@NullMarked
package dev.yinsong.cli.stack;

import org.jspecify.annotations.NullMarked;
