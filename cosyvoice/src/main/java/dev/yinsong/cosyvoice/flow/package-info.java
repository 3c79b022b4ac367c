/** The flow: from speech tokens to mel frames, by conditional flow matching. */
@NullMarked
package dev.yinsong.cosyvoice.flow;

import org.jspecify.annotations.NullMarked;
