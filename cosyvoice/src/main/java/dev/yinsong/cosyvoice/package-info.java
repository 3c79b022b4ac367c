/** TODO cosyvoice. */
@NullMarked
package dev.yinsong.cosyvoice;

import org.jspecify.annotations.NullMarked;
