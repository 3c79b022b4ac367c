/** TODO common. */
@NullMarked
package dev.yinsong.common;

import org.jspecify.annotations.NullMarked;
