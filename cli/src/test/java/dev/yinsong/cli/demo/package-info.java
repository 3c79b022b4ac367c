/** Tests of the demo. */
@NullMarked
package dev.yinsong.cli.demo;

import org.jspecify.annotations.NullMarked;
