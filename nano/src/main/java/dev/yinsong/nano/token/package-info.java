/** Speech tokens and speaker vectors of the corpus, as the two exported graphs give them. */
@NullMarked
package dev.yinsong.nano.token;

import org.jspecify.annotations.NullMarked;
