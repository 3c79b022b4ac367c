/** Files of named tensors, read by memory mapping and written as streams: {@code .safetensors} and {@code torch.save}'s zip. */
@NullMarked
package dev.yinsong.common.tensorfile;

import org.jspecify.annotations.NullMarked;
