/** One voice's versions: trained, promoted, exported and imported. */
@NullMarked
package dev.yinsong.cli.voice;

import org.jspecify.annotations.NullMarked;
