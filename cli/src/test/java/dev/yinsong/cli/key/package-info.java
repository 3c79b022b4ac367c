@NullMarked
package dev.yinsong.cli.key;

import org.jspecify.annotations.NullMarked;
