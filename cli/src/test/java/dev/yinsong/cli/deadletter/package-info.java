@NullMarked
package dev.yinsong.cli.deadletter;

import org.jspecify.annotations.NullMarked;
