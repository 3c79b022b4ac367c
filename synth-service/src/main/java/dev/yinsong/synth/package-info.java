/** The service that keeps every current voice in memory and speaks with it. */
@NullMarked
package dev.yinsong.synth;

import org.jspecify.annotations.NullMarked;
