/** What the networks learn from: spectra, pitch and phone times of the corpus, kept in memory-mapped files. */
@NullMarked
package dev.yinsong.nano.feature;

import org.jspecify.annotations.NullMarked;
