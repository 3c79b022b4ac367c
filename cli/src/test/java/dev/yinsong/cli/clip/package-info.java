/** Tests of the clips' commands. */
@NullMarked
package dev.yinsong.cli.clip;

import org.jspecify.annotations.NullMarked;
