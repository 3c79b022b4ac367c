/** Training runs: rows that pods take with a lease, and what happens to them. */
@NullMarked
package dev.yinsong.trainer.run;

import org.jspecify.annotations.NullMarked;
