/** The clips that each voice has, as ingest announced them. */
@NullMarked
package dev.yinsong.trainer.dataset;

import org.jspecify.annotations.NullMarked;
