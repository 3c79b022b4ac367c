/** What a caller is told when a request is refused: problems as in RFC 9457. */
@NullMarked
package dev.yinsong.common.problem;

import org.jspecify.annotations.NullMarked;
