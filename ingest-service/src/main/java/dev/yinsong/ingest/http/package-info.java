/** What HTTP asks of every resource: validators, conditions, ranges. */
@NullMarked
package dev.yinsong.ingest.http;

import org.jspecify.annotations.NullMarked;
