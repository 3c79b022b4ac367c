/** The demo's clips: a voice that nano has never heard, saying what it has never read. */
@NullMarked
package dev.yinsong.nano.sample;

import org.jspecify.annotations.NullMarked;
