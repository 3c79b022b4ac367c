/** The vocoder: from mel frames to a waveform, by a neural source filter and an inverse Fourier transform. */
@NullMarked
package dev.yinsong.cosyvoice.vocoder;

import org.jspecify.annotations.NullMarked;
