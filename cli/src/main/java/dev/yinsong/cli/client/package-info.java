/** The services' HTTP interfaces, called. */
@NullMarked
package dev.yinsong.cli.client;

import org.jspecify.annotations.NullMarked;
