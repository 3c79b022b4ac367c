/** API keys: what each may do, and the file that holds their hashes. */
@NullMarked
package dev.yinsong.common.key;

import org.jspecify.annotations.NullMarked;
