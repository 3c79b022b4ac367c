/** Writes small graphs as ONNX files: the protobuf wire format and the operators that our convolution nets need. */
@NullMarked
package dev.yinsong.nano.onnx;

import org.jspecify.annotations.NullMarked;
