@NullMarked
package dev.yinsong.access;

import org.jspecify.annotations.NullMarked;
