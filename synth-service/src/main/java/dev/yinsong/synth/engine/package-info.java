/** What turns text tokens and a voice's checkpoint into sound. */
@NullMarked
package dev.yinsong.synth.engine;

import org.jspecify.annotations.NullMarked;
