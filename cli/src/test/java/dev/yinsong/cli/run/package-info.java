/** Tests of the training runs on the terminal. */
@NullMarked
package dev.yinsong.cli.run;

import org.jspecify.annotations.NullMarked;
