/** Voices, and speech from them. */
@NullMarked
package dev.yinsong.cli.speech;

import org.jspecify.annotations.NullMarked;
