/** Tests. */
@NullMarked
package dev.yinsong.cli.doctor;

import org.jspecify.annotations.NullMarked;
