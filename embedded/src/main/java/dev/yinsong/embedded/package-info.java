/** TODO embedded. */
@NullMarked
package dev.yinsong.embedded;

import org.jspecify.annotations.NullMarked;
