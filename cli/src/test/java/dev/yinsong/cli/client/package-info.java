/** Tests. */
@NullMarked
package dev.yinsong.cli.client;

import org.jspecify.annotations.NullMarked;
