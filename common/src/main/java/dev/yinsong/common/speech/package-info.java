/** What a model's two ONNX graphs hear in speech: its tokens, and who speaks. */
@NullMarked
package dev.yinsong.common.speech;

import org.jspecify.annotations.NullMarked;
