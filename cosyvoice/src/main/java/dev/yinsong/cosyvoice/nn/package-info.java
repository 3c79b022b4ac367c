/** Layers that the networks share, built from weights under the checkpoint's own names. */
@NullMarked
package dev.yinsong.cosyvoice.nn;

import org.jspecify.annotations.NullMarked;
