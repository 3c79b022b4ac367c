/** The CosyVoice v1 networks: text to speech tokens to mel to waveform, and their fine-tuning. */
@NullMarked
package dev.yinsong.cosyvoice;

import org.jspecify.annotations.NullMarked;
