/** Hibernate Reactive for callers of any thread, through outages. */
@NullMarked
package dev.yinsong.trainer.database;

import org.jspecify.annotations.NullMarked;
