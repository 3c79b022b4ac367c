/** The page that a person works with, and what it must know of this installation. */
@NullMarked
package dev.yinsong.ingest.studio;

import org.jspecify.annotations.NullMarked;
