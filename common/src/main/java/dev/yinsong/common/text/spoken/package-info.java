/** What both languages share when they write out what a text abbreviates: shapes, tables, cleaning, rewriting. */
@NullMarked
package dev.yinsong.common.text.spoken;

import org.jspecify.annotations.NullMarked;
