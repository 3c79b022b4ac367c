/** Tensors with gradients on libtorch: the only package that knows DJL. */
@NullMarked
package dev.yinsong.cosyvoice.tensor;

import org.jspecify.annotations.NullMarked;
