/** English read aloud: each class writes out one kind of thing in words. */
@NullMarked
package dev.yinsong.common.text.english;

import org.jspecify.annotations.NullMarked;
