/** This machine's figures, from the command line. */
@NullMarked
package dev.yinsong.cli.bench;

import org.jspecify.annotations.NullMarked;
