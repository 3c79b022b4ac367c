/** Speech to learn from: our own sentences, spoken by Debian's free voices, with the times of their phones. */
@NullMarked
package dev.yinsong.nano.corpus;

import org.jspecify.annotations.NullMarked;
