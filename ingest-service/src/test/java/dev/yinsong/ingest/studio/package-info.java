/** Tests of the studio page and what it asks. */
@NullMarked
package dev.yinsong.ingest.studio;

import org.jspecify.annotations.NullMarked;
