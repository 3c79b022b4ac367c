/** The voices that clips are collected for. */
@NullMarked
package dev.yinsong.ingest.voice;

import org.jspecify.annotations.NullMarked;
