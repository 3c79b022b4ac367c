/** Trains nano's vocoder: spectra in, sound out. */
@NullMarked
package dev.yinsong.nano.vocoder;

import org.jspecify.annotations.NullMarked;
