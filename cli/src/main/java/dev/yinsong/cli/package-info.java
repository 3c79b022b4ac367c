/** The {@code yinsong} command: everything on one machine, and the services' HTTP interfaces from a terminal. */
@NullMarked
package dev.yinsong.cli;

import org.jspecify.annotations.NullMarked;
