/** Sound as plain float arrays: reading, writing, resampling, measuring, cleaning, and the spectra that the networks eat. */
@NullMarked
package dev.yinsong.common.audio;

import org.jspecify.annotations.NullMarked;
