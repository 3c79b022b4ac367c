/** The files of networks and voices: strict loading with a report, voice archives, and export for Python. */
@NullMarked
package dev.yinsong.cosyvoice.checkpoint;

import org.jspecify.annotations.NullMarked;
