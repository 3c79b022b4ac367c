/** Whether the service can do its work: its schema and its topics. */
@NullMarked
package dev.yinsong.trainer.health;

import org.jspecify.annotations.NullMarked;
