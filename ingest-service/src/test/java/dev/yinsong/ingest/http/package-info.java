/** Tests of validators and ranges. */
@NullMarked
package dev.yinsong.ingest.http;

import org.jspecify.annotations.NullMarked;
