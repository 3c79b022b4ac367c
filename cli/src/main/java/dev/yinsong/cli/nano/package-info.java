/** The embedded base model, made anew. */
@NullMarked
package dev.yinsong.cli.nano;

import org.jspecify.annotations.NullMarked;
