/** A base model's directory: its files, its hash, and the numbers in its {@code cosyvoice.yaml} and {@code yinsong.json}. */
@NullMarked
package dev.yinsong.common.model;

import org.jspecify.annotations.NullMarked;
