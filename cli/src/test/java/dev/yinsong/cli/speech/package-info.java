/** What is heard and seen of the commands that speak. */
@NullMarked
package dev.yinsong.cli.speech;

import org.jspecify.annotations.NullMarked;
