/** Trains nano's flow: speech tokens and a speaker in, spectra out. */
@NullMarked
package dev.yinsong.nano.flow;

import org.jspecify.annotations.NullMarked;
