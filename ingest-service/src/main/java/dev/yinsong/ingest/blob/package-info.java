/** The blob store, and what becomes of blobs that nobody needs any more. */
@NullMarked
package dev.yinsong.ingest.blob;

import org.jspecify.annotations.NullMarked;
