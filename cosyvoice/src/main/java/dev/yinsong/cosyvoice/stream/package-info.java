/** From speech tokens to sound while the tokens are still being drawn. */
@NullMarked
package dev.yinsong.cosyvoice.stream;

import org.jspecify.annotations.NullMarked;
