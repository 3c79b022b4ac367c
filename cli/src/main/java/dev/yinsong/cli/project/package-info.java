/** The checkout that the command runs from, and where its logs go. */
@NullMarked
package dev.yinsong.cli.project;

import org.jspecify.annotations.NullMarked;
