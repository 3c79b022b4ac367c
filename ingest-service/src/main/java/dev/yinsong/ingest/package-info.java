/** The service that takes clips in: it checks them, computes what training needs of them, and announces them. */
@NullMarked
package dev.yinsong.ingest;

import org.jspecify.annotations.NullMarked;
