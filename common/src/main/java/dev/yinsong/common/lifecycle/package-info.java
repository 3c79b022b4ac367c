/** When a process starts and stops. */
@NullMarked
package dev.yinsong.common.lifecycle;

import org.jspecify.annotations.NullMarked;
