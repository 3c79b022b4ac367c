/** Tests of uploads of many clips. */
@NullMarked
package dev.yinsong.ingest.upload;

import org.jspecify.annotations.NullMarked;
