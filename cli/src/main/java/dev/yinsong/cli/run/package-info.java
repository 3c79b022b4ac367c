/** Training runs, listed and followed. */
@NullMarked
package dev.yinsong.cli.run;

import org.jspecify.annotations.NullMarked;
