/** When this service can do its work. */
@NullMarked
package dev.yinsong.ingest.health;

import org.jspecify.annotations.NullMarked;
