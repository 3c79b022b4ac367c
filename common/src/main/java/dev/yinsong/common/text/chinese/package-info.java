/** Mandarin read aloud: each class writes out one kind of thing in characters. */
@NullMarked
package dev.yinsong.common.text.chinese;

import org.jspecify.annotations.NullMarked;
