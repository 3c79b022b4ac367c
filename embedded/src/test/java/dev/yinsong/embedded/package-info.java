/** Tests of the embedded servers. */
@NullMarked
package dev.yinsong.embedded;

import org.jspecify.annotations.NullMarked;
