/** A store for audio, features and checkpoints in which the name of a blob is its hash. */
@NullMarked
package dev.yinsong.common.blob;

import org.jspecify.annotations.NullMarked;
