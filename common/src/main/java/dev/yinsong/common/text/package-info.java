/** Text as a voice needs it: checked, written out in words, cut into sentences, turned into token ids. */
@NullMarked
package dev.yinsong.common.text;

import org.jspecify.annotations.NullMarked;
