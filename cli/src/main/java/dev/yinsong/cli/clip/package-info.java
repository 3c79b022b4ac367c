/** Clips of a voice: folders of recordings, uploaded. */
@NullMarked
package dev.yinsong.cli.clip;

import org.jspecify.annotations.NullMarked;
