/** What training needs of a clip, computed with the base model's own front end. */
@NullMarked
package dev.yinsong.ingest.feature;

import org.jspecify.annotations.NullMarked;
