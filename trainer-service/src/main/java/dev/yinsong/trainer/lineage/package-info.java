/** What a version was made from, and what became of a clip. */
@NullMarked
package dev.yinsong.trainer.lineage;

import org.jspecify.annotations.NullMarked;
