/** API keys: who may call the services. */
@NullMarked
package dev.yinsong.cli.key;

import org.jspecify.annotations.NullMarked;
