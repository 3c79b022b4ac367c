@NullMarked
package dev.yinsong.cli.voice;

import org.jspecify.annotations.NullMarked;
