/** Low-rank adaptation: the trained difference between a base model and a voice. */
@NullMarked
package dev.yinsong.cosyvoice.lora;

import org.jspecify.annotations.NullMarked;
