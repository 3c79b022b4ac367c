/** Tests of the database package. */
@NullMarked
package dev.yinsong.trainer.database;

import org.jspecify.annotations.NullMarked;
