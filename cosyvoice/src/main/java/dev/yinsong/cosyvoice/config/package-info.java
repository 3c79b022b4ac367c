/** Every size and setting of the networks, read from {@code cosyvoice.yaml} and checked. */
@NullMarked
package dev.yinsong.cosyvoice.config;

import org.jspecify.annotations.NullMarked;
