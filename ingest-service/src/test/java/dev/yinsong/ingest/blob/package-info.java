/** Tests of what becomes of blobs. */
@NullMarked
package dev.yinsong.ingest.blob;

import org.jspecify.annotations.NullMarked;
