/** What the services show of themselves in the same way: traces and figures. */
@NullMarked
package dev.yinsong.observation;

import org.jspecify.annotations.NullMarked;
